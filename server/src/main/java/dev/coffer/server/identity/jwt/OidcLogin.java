package dev.coffer.server.identity.jwt;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.jose.Issuer;
import dev.coffer.server.identity.jose.Jwt;
import dev.coffer.server.identity.jwt.OidcStates.Journey;
import dev.coffer.server.identity.token.Proof;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends people to their provider and takes them back (OpenID Connect Core 1.0 §3.1, code flow with PKCE). */
public final class OidcLogin {
  private static final int NONCE_CHARS_MAX = 256;

  private final JwtCore core;
  private final OidcStates states;
  private final OidcExchange exchange;

  OidcLogin(JwtCore core, OidcStates states, OidcExchange exchange) {
    this.core = core;
    this.states = states;
    this.exchange = exchange;
  }

  /**
   * Where to send somebody.
   *
   * @param role {@code ""} for the mount's default
   * @param redirect where they come back to: exactly one of the role's
   * @param clientNonce a secret of the client's, which must come back too; {@code ""} for none
   * @throws Refused {@code Malformed}; {@code Unavailable} when the provider cannot be asked
   */
  public String authUrl(String role, String redirect, String clientNonce) {
    JwtCore.Setting setting = core.setting(role, JwtRole.Type.OIDC);
    if (!setting.role().browser().redirects().contains(redirect)) {
      throw Refused.malformed("unauthorized redirect_uri: it is not among the role's allowed_redirect_uris");
    }
    if (clientNonce.length() > NONCE_CHARS_MAX) {
      throw Refused.malformed("client_nonce is too long");
    }
    URI endpoint =
        issuer(setting)
            .authorization()
            .orElseThrow(() -> Refused.malformed("the provider has no authorization_endpoint"));
    String state = states.begin(new Journey(setting.roleName(), redirect, clientNonce));
    Map<String, String> query = new LinkedHashMap<>();
    query.put("client_id", setting.config().clientId());
    query.put("code_challenge", states.challenge(state));
    query.put("code_challenge_method", "S256");
    query.put("nonce", states.nonce(state));
    query.put("redirect_uri", redirect);
    query.put("response_type", "code");
    query.put("scope", scopes(setting.role()));
    query.put("state", state);
    return endpoint + (endpoint.getRawQuery() == null ? "?" : "&") + OidcExchange.encoded(query);
  }

  private static String scopes(JwtRole role) {
    Set<String> scopes = new LinkedHashSet<>(List.of("openid"));
    scopes.addAll(role.browser().scopes());
    return String.join(" ", scopes);
  }

  private Issuer issuer(JwtCore.Setting setting) {
    if (setting.config().clientId().isEmpty()) {
      throw Refused.malformed("OIDC login is not configured for this mount");
    }
    return core.issuers().at(setting.config().place().orElseThrow());
  }

  /** Somebody who came back; the code they bring is used once, however often a race repeats the rest. */
  public Return returned(String state, String code, String clientNonce) {
    return new Return(state, code, clientNonce);
  }

  /** Somebody who came back; see {@link #returned}. */
  public final class Return {
    private final String state;
    private final String code;
    private final String clientNonce;
    private Optional<Jwt> token = Optional.empty();

    private Return(String state, String code, String clientNonce) {
      this.state = state;
      this.code = code;
      this.clientNonce = clientNonce;
    }

    /**
     * Who it is.
     *
     * @throws Refused {@code Malformed} in Vault's words
     */
    public Proof prove(String address) {
      Journey journey = states.end(state, clientNonce);
      if (code.isEmpty()) {
        throw Refused.malformed("OAuth code parameter not provided");
      }
      JwtCore.Setting setting = core.setting(journey.role(), JwtRole.Type.OIDC);
      Issuer issuer = issuer(setting);
      Jwt given =
          token.orElseGet(
              () ->
                  exchange.token(
                      setting.config(),
                      issuer,
                      new OidcExchange.Code(code, journey.redirect(), states.verifier(state))));
      token = Optional.of(given);
      core.requirePlausible(setting, given);
      requireForUs(setting.config(), given);
      core.issuers().of(setting.config().place().orElseThrow(), given).keys().requireSignatureOf(given);
      return core.proof(setting, given, address, "oidc/callback");
    }

    /** OpenID Connect Core 1.0 §3.1.3.7: made for this client, and in answer to this very request. */
    private void requireForUs(JwtConfig config, Jwt given) {
      String id = config.clientId();
      Optional<String> party = given.claims().text("azp");
      boolean alone = given.audiences().size() == 1 || party.isPresent();
      if (!given.audiences().contains(id) || !alone || party.filter(other -> !other.equals(id)).isPresent()) {
        throw Jwt.refused("it was made for another client");
      }
      if (given.claims().text("nonce").filter(states.nonce(state)::equals).isEmpty()) {
        throw Jwt.refused("its nonce is not the one that was asked for");
      }
    }
  }
}
