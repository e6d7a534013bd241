package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.oidc.IdentityTokens;
import dev.coffer.server.identity.oidc.NamedKey;
import dev.coffer.server.identity.oidc.SigningKind;

/** The keys of identity tokens (Vault API, /secret/identity/tokens). */
public final class IdentityKeyRoutes {
  private static final Field VERIFICATION =
      Field.duration("verification_ttl", "How long a key is published that signs no more");

  private IdentityKeyRoutes() {}

  public static RouteTable<IdentityTokens> table() {
    return RouteTable.of(
        Route.list("oidc/key", "Names of keys", IdentityKeyRoutes::list),
        Route.read("oidc/key/{name}", "A key's settings", IdentityKeyRoutes::read),
        Route.write(
            "oidc/key/{name}", "Make or change a key", IdentityKeyRoutes::write,
            Field.duration("rotation_period", "How long a version signs, 24 h unless told"), VERIFICATION,
            Field.list("allowed_client_ids", "Clients it signs for, * for all"),
            Field.text("algorithm", "RS256, RS384, RS512, ES256, ES384, ES512 or EdDSA; RS256 unless told")),
        Route.delete("oidc/key/{name}", "Remove a key", IdentityKeyRoutes::delete),
        Route.write("oidc/key/{name}/rotate", "Sign with another version", IdentityKeyRoutes::rotate, VERIFICATION));
  }

  private static Passed list(IdentityTokens tokens, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ -> Answer.of(Json.object().put("keys", Json.texts(tokens.keys().names())).build()));
  }

  private static Passed read(IdentityTokens tokens, VaultRequest request) {
    String name = request.capture("name");
    return IdentityWire.read(
        request, "key", () -> tokens.keys().find(name).map(IdentityKeyRoutes::data));
  }

  private static Json.Object data(NamedKey key) {
    return Json.object()
        .put("algorithm", key.kind().name())
        .put("rotation_period", key.rotation().toSeconds())
        .put("verification_ttl", key.verification().toSeconds())
        .put("allowed_client_ids", Json.texts(key.clients()))
        .build();
  }

  private static Passed write(IdentityTokens tokens, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        Capability.UPDATE,
        permit -> {
          tokens
              .keys()
              .put(
                  permit,
                  name,
                  known ->
                      known.told(
                          request.text("algorithm").map(SigningKind::of).orElse(known.kind()),
                          request.duration("rotation_period").orElse(known.rotation()),
                          request.duration("verification_ttl").orElse(known.verification()),
                          request.list("allowed_client_ids").orElse(known.clients())));
          return Answer.empty();
        });
  }

  private static Passed delete(IdentityTokens tokens, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        Capability.DELETE,
        permit -> {
          tokens.deleteKey(permit, name);
          return Answer.empty();
        });
  }

  private static Passed rotate(IdentityTokens tokens, VaultRequest request) {
    String name = request.capture("name");
    return request.pass(
        Capability.UPDATE,
        permit -> {
          tokens.keys().rotate(permit, name, request.duration("verification_ttl"));
          return Answer.empty();
        });
  }
}
