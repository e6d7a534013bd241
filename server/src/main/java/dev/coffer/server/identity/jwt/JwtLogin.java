package dev.coffer.server.identity.jwt;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.jose.Jwt;
import dev.coffer.server.identity.jose.KeySet;
import dev.coffer.server.identity.token.Proof;

/** From a token that somebody has to a proof. */
final class JwtLogin {
  private final JwtCore core;

  JwtLogin(JwtCore core) {
    this.core = core;
  }

  /**
   * Proves. Nobody is asked for keys before the token is one that could count.
   *
   * @throws Refused {@code Malformed} in Vault's words; {@code Unavailable} when the issuer cannot be
   *     asked; {@code Forbidden} from a network that the tokens could not be used from
   */
  Proof prove(String roleName, String text, String address) {
    JwtCore.Setting setting = core.setting(roleName, JwtRole.Type.JWT);
    if (text.isEmpty()) {
      throw Refused.malformed("missing token");
    }
    Jwt token = Jwt.parse(text);
    core.requirePlausible(setting, token);
    // CVE-2024-5798: a token for somebody else is none for us, whatever the role forgot to say.
    if (token.claims().has("aud") && setting.role().bindings().audiences().isEmpty()) {
      throw JwtRole.refused("audience claim found in JWT but no audiences bound to the role");
    }
    keys(setting, token).requireSignatureOf(token);
    return core.proof(setting, token, address, "login");
  }

  private KeySet keys(JwtCore.Setting setting, Jwt token) {
    return setting
        .config()
        .place()
        .map(place -> core.issuers().of(place, token).keys())
        .orElse(setting.ready().keys());
  }
}
