package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.crypto.RandomText;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.oidc.IdentityTokens;
import dev.coffer.server.identity.oidc.TokenKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Identity tokens, their roles, and what is published of them (Vault API, /secret/identity/tokens). */
public final class IdentityTokenRoutes {
  private static final Duration TTL = Duration.ofHours(24);
  private static final int CLIENT_ID_CHARS = 26;

  private IdentityTokenRoutes() {}

  public static RouteTable<IdentityTokens> table(RandomText random) {
    return RouteTable.of(
        Route.read("oidc/config", "The issuer of identity tokens", IdentityTokenRoutes::readConfig),
        Route.write(
            "oidc/config", "Set the issuer of identity tokens", IdentityTokenRoutes::writeConfig,
            Field.text("issuer", "This server's scheme, host and port, as others reach it")),
        Route.list("oidc/role", "Names of roles", IdentityTokenRoutes::roles),
        Route.read("oidc/role/{name}", "A role", IdentityTokenRoutes::readRole),
        Route.write(
            "oidc/role/{name}", "Make or change a role",
            (tokens, request) -> writeRole(tokens, request, random),
            Field.text("key", "The name of the key that signs"),
            Field.text("template", "Claims besides the standard ones, JSON or base64 of it"),
            Field.text("client_id", "Whom tokens are for; random unless told"),
            Field.duration("ttl", "How long a token counts, 24 h unless told")),
        Route.delete("oidc/role/{name}", "Remove a role", IdentityTokenRoutes::deleteRole),
        Route.read("oidc/token/{name}", "A token for the caller's entity", IdentityTokenRoutes::token),
        Route.<IdentityTokens>write(
                "oidc/introspect", "Whether a token counts", IdentityTokenRoutes::introspect,
                Field.text("token", "The token"), Field.text("client_id", "Whom it must be for"))
            .plain(),
        Route.<IdentityTokens>login(
                Verb.READ, "oidc/.well-known/keys", "Public keys of identity tokens",
                (tokens, request) -> request.login(_ -> Answer.of(tokens.published())))
            .plain(),
        Route.<IdentityTokens>login(
                Verb.READ, "oidc/.well-known/openid-configuration", "Where the keys are",
                (tokens, request) -> request.login(_ -> Answer.of(tokens.discovery())))
            .plain());
  }

  private static Passed readConfig(IdentityTokens tokens, VaultRequest request) {
    return IdentityWire.read(
        request, "config", () -> Optional.of(Json.object().put("issuer", tokens.configuredIssuer()).build()));
  }

  private static Passed writeConfig(IdentityTokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          tokens.configure(permit, request.text("issuer", ""));
          return Answer.empty();
        });
  }

  private static Passed roles(IdentityTokens tokens, VaultRequest request) {
    return IdentityWire.list(request, tokens.roles()::names);
  }

  private static Passed readRole(IdentityTokens tokens, VaultRequest request) {
    String name = request.capture("name");
    return IdentityWire.read(
        request, "role", () -> tokens.roles().find(name).map(IdentityTokenRoutes::data));
  }

  private static Json.Object data(TokenKind role) {
    return Json.object()
        .put("key", role.key())
        .put("client_id", role.client())
        .put("ttl", role.ttl().toSeconds())
        .put("template", role.template())
        .build();
  }

  private static Passed writeRole(IdentityTokens tokens, VaultRequest request, RandomText random) {
    String name = request.capture("name");
    return request.pass(
        Capability.UPDATE,
        permit -> {
          Optional<TokenKind> known = tokens.roles().find(name);
          tokens.putRole(
              permit,
              new TokenKind(
                  name,
                  request.text("key").or(() -> known.map(TokenKind::key)).orElse(""),
                  request
                      .text("client_id")
                      .filter(id -> !id.isEmpty())
                      .or(() -> known.map(TokenKind::client))
                      .orElseGet(() -> random.text(CLIENT_ID_CHARS)),
                  request.duration("ttl").or(() -> known.map(TokenKind::ttl)).orElse(TTL),
                  request
                      .text("template")
                      .map(IdentityTokenRoutes::plain)
                      .or(() -> known.map(TokenKind::template))
                      .orElse("")));
          return Answer.empty();
        });
  }

  /** What is base64 of text is taken for that, as in Vault; no template is both. */
  private static String plain(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException _) {
      return text;
    }
  }

  private static Passed deleteRole(IdentityTokens tokens, VaultRequest request) {
    String name = request.capture("name");
    return IdentityWire.delete(request, permit -> tokens.roles().delete(permit, name));
  }

  private static Passed token(IdentityTokens tokens, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        Capability.READ,
        permit -> {
          IdentityTokens.Given given = tokens.give(permit, name);
          return Answer.of(
              Json.object()
                  .put("token", given.token())
                  .put("client_id", given.role().client())
                  .put("ttl", given.role().ttl().toSeconds())
                  .build());
        });
  }

  /** The answer is the data alone (RFC 7662). */
  private static Passed introspect(IdentityTokens tokens, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        _ -> {
          Optional<String> problem =
              tokens.problemOf(request.requiredText("token"), request.text("client_id", ""));
          Json.Builder told = Json.object().put("active", problem.isEmpty());
          problem.ifPresent(words -> told.put("error", words));
          return Answer.of(told.build());
        });
  }
}
