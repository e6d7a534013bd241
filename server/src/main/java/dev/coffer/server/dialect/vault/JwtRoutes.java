package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.jwt.JwtConfig;
import dev.coffer.server.identity.jwt.JwtMethod;
import dev.coffer.server.identity.jwt.OidcLogin;
import dev.coffer.server.identity.token.TokenLogin;
import java.util.ArrayList;
import java.util.List;

/** A mount of signed tokens: its configuration and the logins (Vault API, JWT/OIDC). Roles are {@link JwtRoleRoutes}. */
public final class JwtRoutes {
  private static final Field ROLE = Field.text("role", "Which role; the mount's default unless told");
  private static final Field CLIENT_NONCE =
      Field.text("client_nonce", "A secret of the client's, the same in both requests");

  private static final Field[] CONFIG = {
    Field.text("oidc_discovery_url", "The provider, without .well-known"),
    Field.text("oidc_discovery_ca_pem", "PEM of whom to trust for it; the JDK's list unless told"),
    Field.text("oidc_client_id", "As what the provider knows this server"),
    Field.text("oidc_client_secret", "The secret of that client; never shown"),
    Field.text("jwks_url", "Where the keys are"),
    Field.text("jwks_ca_pem", "PEM of whom to trust for it; the JDK's list unless told"),
    Field.list("jwt_validation_pubkeys", "The keys themselves, PEM"),
    Field.list("jwt_supported_algs", "Algorithms that count; unless told, each that fits the key"),
    Field.text("bound_issuer", "What iss must be"),
    Field.text("default_role", "For logins that name none")
  };

  private JwtRoutes() {}

  /**
   * The routes of a mount.
   *
   * @param login from a proof to a token
   */
  public static RouteTable<JwtMethod> table(TokenLogin login) {
    List<Route<JwtMethod>> lines = new ArrayList<>();
    lines.add(
        Route.login(
            Verb.WRITE,
            "login",
            "Log in with a token",
            (method, request) -> login(login, method, request),
            ROLE,
            Field.text("jwt", "The token")));
    lines.add(
        Route.login(
            Verb.WRITE,
            "oidc/auth_url",
            "Where to send somebody to log in",
            JwtRoutes::authUrl,
            ROLE,
            Field.text("redirect_uri", "Where they come back to"),
            CLIENT_NONCE));
    lines.add(
        Route.login(
            Verb.READ,
            "oidc/callback",
            "Somebody comes back",
            (method, request) -> callback(login, method, request),
            Field.text("state", "As the provider gave it back"),
            Field.text("code", "What the provider gave"),
            CLIENT_NONCE));
    lines.add(Route.read("config", "Whose tokens count", JwtRoutes::readConfig));
    lines.add(Route.write("config", "Say whose tokens count", JwtRoutes::writeConfig, CONFIG));
    lines.addAll(JwtRoleRoutes.lines());
    return new RouteTable<>(lines);
  }

  private static Passed login(TokenLogin login, JwtMethod method, LoginRequest request) {
    return request.admit(
        login,
        () ->
            method.prove(
                request.text("role", ""), request.text("jwt", "").strip(), request.peer().address()));
  }

  private static Passed authUrl(JwtMethod method, LoginRequest request) {
    return request.login(
        _ -> {
          String url =
              method
                  .oidc()
                  .authUrl(
                      request.text("role", ""),
                      request.requiredText("redirect_uri"),
                      request.text("client_nonce", ""));
          return Answer.of(Json.object().put("auth_url", url).build());
        });
  }

  private static Passed callback(TokenLogin login, JwtMethod method, LoginRequest request) {
    OidcLogin.Return back =
        method
            .oidc()
            .returned(
                request.text("state", ""), request.text("code", ""), request.text("client_nonce", ""));
    return request.admit(login, () -> back.prove(request.peer().address()));
  }

  private static Passed readConfig(JwtMethod method, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ ->
            Answer.of(
                wire(
                    method
                        .configs()
                        .find()
                        .orElseThrow(() -> new Refused(new Failure.NotFound("configuration"))))));
  }

  /** As in Vault: the whole is said anew, and what is not said is not set. */
  private static Passed writeConfig(JwtMethod method, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          JwtConfig config =
              new JwtConfig(
                  new JwtConfig.Provider(
                      request.text("oidc_discovery_url", ""), request.text("oidc_discovery_ca_pem", "")),
                  request.text("oidc_client_id", ""),
                  request.text("jwks_url", ""),
                  request.text("jwks_ca_pem", ""),
                  request.list("jwt_validation_pubkeys").orElse(List.of()),
                  request.list("jwt_supported_algs").orElse(List.of()),
                  request.text("bound_issuer", ""),
                  request.text("default_role", ""));
          method.configs().put(permit, config, request.text("oidc_client_secret", ""));
          return Answer.empty();
        });
  }

  private static Json.Object wire(JwtConfig config) {
    return Json.object()
        .put("bound_issuer", config.boundIssuer())
        .put("default_role", config.defaultRole())
        .put("jwks_ca_pem", config.jwksAuthorities())
        .put("jwks_url", config.jwksUrl())
        .put("jwt_supported_algs", Json.texts(config.algorithms()))
        .put("jwt_validation_pubkeys", Json.texts(config.publicKeys()))
        .put("oidc_client_id", config.clientId())
        .put("oidc_discovery_ca_pem", config.provider().authorities())
        .put("oidc_discovery_url", config.provider().url())
        .build();
  }
}
