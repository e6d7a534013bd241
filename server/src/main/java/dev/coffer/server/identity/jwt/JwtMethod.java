package dev.coffer.server.identity.jwt;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.LoginMethod;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.Renewed;
import dev.coffer.server.identity.token.TokenEntry;

/** One mount of type {@code jwt} or {@code oidc}; the two are the same, as in Vault. */
public final class JwtMethod implements LoginMethod {
  private final JwtCore core;
  private final JwtLogin login;
  private final OidcLogin oidc;

  JwtMethod(JwtCore core, OidcStates states, OidcExchange exchange) {
    this.core = core;
    this.login = new JwtLogin(core);
    this.oidc = new OidcLogin(core, states, exchange);
  }

  public JwtConfigs configs() {
    return core.configs();
  }

  public NamedRows<JwtRole> roles() {
    return core.roles();
  }

  /** The way by a browser. */
  public OidcLogin oidc() {
    return oidc;
  }

  /**
   * Who logs in with a token.
   *
   * @param role {@code ""} for the mount's default
   * @param address where the request came from
   * @throws Refused {@code Malformed} in Vault's words; {@code Unavailable} when the issuer cannot be
   *     asked; {@code Forbidden} from a network that the tokens could not be used from
   */
  public Proof prove(String role, String token, String address) {
    return login.prove(role, token, address);
  }

  @Override
  public Renewed renewing(TokenEntry token) {
    return core.roles()
        .find(token.meta().getOrDefault(JwtRole.ROLE, ""))
        .map(role -> Renewed.by(role.tokens()))
        .orElseThrow(() -> Refused.malformed("the role does not exist during renewal"));
  }
}
