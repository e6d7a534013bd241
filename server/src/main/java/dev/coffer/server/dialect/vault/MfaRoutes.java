package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.entity.Entities;
import dev.coffer.server.identity.entity.Standing;
import dev.coffer.server.identity.mfa.Mfa;
import dev.coffer.server.identity.mfa.TotpMethod;
import dev.coffer.server.identity.mfa.TotpSecrets;
import java.util.List;
import java.util.Optional;

/** TOTP methods and the secrets of entities (Vault API, /secret/identity/mfa/totp). */
public final class MfaRoutes {
  private static final Field NAME = Field.text("method_name", "May stand for the id in X-Vault-MFA");
  private static final Field ISSUER = Field.text("issuer", "What authenticator apps show");
  private static final Field PERIOD = Field.duration("period", "How long a code is shown, 30 s unless told");
  private static final Field KEY_SIZE = Field.integer("key_size", "Bytes of a secret, 20 unless told");
  private static final Field ALGORITHM = Field.text("algorithm", "SHA1, SHA256 or SHA512; SHA1 unless told");
  private static final Field DIGITS = Field.integer("digits", "6 or 8; 6 unless told");
  private static final Field SKEW = Field.integer("skew", "Periods around the present one that count too, 0 or 1");
  private static final Field ATTEMPTS =
      Field.integer("max_validation_attempts", "Wrong codes in a row, then none is checked for 15 minutes");
  private static final Field ENROL =
      Field.bool("enable_self_enrollment", "Whether the first login gives a secret to whoever has none");
  private static final Field QR_SIZE = Field.integer("qr_size", "Taken and without effect: the url says it all");
  private static final Field METHOD = Field.text("method_id", "The method's id");
  private static final Field ENTITY = Field.text("entity_id", "The entity's id");

  /** What these routes serve. */
  public record Room(Mfa mfa, Entities entities) {}

  private MfaRoutes() {}

  public static RouteTable<Room> table() {
    return RouteTable.of(
        Route.list("mfa/method", "Ids of methods", MfaRoutes::list),
        Route.read("mfa/method/{id}", "A method", MfaRoutes::read),
        Route.list("mfa/method/totp", "Ids of TOTP methods", MfaRoutes::list),
        Route.write(
            "mfa/method/totp", "Make a TOTP method", MfaRoutes::create, NAME, ISSUER, PERIOD, KEY_SIZE, ALGORITHM,
            DIGITS, SKEW, ATTEMPTS, ENROL, QR_SIZE),
        Route.read("mfa/method/totp/{id}", "A TOTP method", MfaRoutes::read),
        Route.write(
            "mfa/method/totp/{id}", "Change a TOTP method", MfaRoutes::change, NAME, ISSUER, PERIOD, KEY_SIZE,
            ALGORITHM, DIGITS, SKEW, ATTEMPTS, ENROL, QR_SIZE),
        Route.delete("mfa/method/totp/{id}", "Remove a TOTP method", MfaRoutes::delete),
        Route.write("mfa/method/totp/generate", "Give the caller a secret", MfaRoutes::generate, METHOD),
        Route.write(
            "mfa/method/totp/admin-generate", "Give an entity a secret", MfaRoutes::adminGenerate, METHOD, ENTITY),
        Route.write(
            "mfa/method/totp/admin-destroy", "Take an entity's secret away", MfaRoutes::adminDestroy, METHOD, ENTITY));
  }

  private static Passed list(Room room, VaultRequest request) {
    return request.pass(
        Capability.LIST,
        _ -> {
          List<String> ids = room.mfa().settings().methods().stream().map(TotpMethod::id).sorted().toList();
          return Answer.of(Json.object().put("keys", Json.texts(ids)).build());
        });
  }

  private static Passed read(Room room, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.read(
        request, "method", () -> room.mfa().settings().method(id).map(MfaWire::method));
  }

  private static Passed create(Room room, VaultRequest request) {
    return IdentityWire.change(
        request,
        permit -> {
          TotpMethod made = room.mfa().settings().create(permit, known -> wished(known, request));
          return Json.object().put("method_id", made.id()).build();
        });
  }

  private static Passed change(Room room, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.change(
        request,
        permit -> {
          TotpMethod changed =
              room.mfa().settings().change(permit, id, known -> wished(known, request));
          return Json.object().put("method_id", changed.id()).build();
        });
  }

  private static TotpMethod wished(TotpMethod known, VaultRequest request) {
    return new TotpMethod(
        known.id(),
        request.text("method_name", known.name()),
        request.text("issuer", known.issuer()),
        request.duration("period").map(period -> (int) Math.min(period.toSeconds(), Integer.MAX_VALUE)).orElse(known.period()),
        integer(request, "key_size").orElse(known.keySize()),
        request.text("algorithm", known.algorithm()),
        integer(request, "digits").orElse(known.digits()),
        integer(request, "skew").orElse(known.skew()),
        integer(request, "max_validation_attempts").filter(most -> most != 0).orElse(known.attemptsMax()),
        request.bool("enable_self_enrollment", known.selfEnrolment()));
  }

  private static Optional<Integer> integer(VaultRequest request, String name) {
    return request.integer(name).map(number -> Math.clamp(number, Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  private static Passed delete(Room room, VaultRequest request) {
    String id = request.capture("id");
    return IdentityWire.delete(request, permit -> room.mfa().settings().delete(permit, id));
  }

  private static Passed generate(Room room, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          if (permit.caller().entityId().isEmpty()) {
            throw Refused.malformed("the token belongs to no entity");
          }
          return give(room, request, permit, permit.caller().entityId());
        });
  }

  private static Passed adminGenerate(Room room, VaultRequest request) {
    return request.pass(
        Capability.UPDATE, permit -> give(room, request, permit, request.requiredText("entity_id")));
  }

  private static Answer give(Room room, VaultRequest request, Permit permit, String entityId) {
    TotpMethod method = method(room, request);
    Standing standing =
        room.entities().find(entityId).orElseThrow(() -> Refused.malformed("invalid entity ID"));
    Optional<TotpSecrets.Told> told =
        room.mfa().secrets().give(permit, method, standing.entity());
    return told.isPresent()
        ? Answer.of(MfaWire.told(told.get()))
        : Answer.of(Json.Object.empty())
            .warning("Entity already has a secret for MFA method \"" + method.name() + "\"");
  }

  private static Passed adminDestroy(Room room, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          TotpMethod method = method(room, request);
          Standing standing =
              room.entities()
                  .find(request.requiredText("entity_id"))
                  .orElseThrow(() -> Refused.malformed("invalid entity ID"));
          room.mfa().secrets().take(permit, method.id(), standing.entity().id());
          return Answer.empty();
        });
  }

  private static TotpMethod method(Room room, VaultRequest request) {
    return room.mfa()
        .settings()
        .method(request.requiredText("method_id"))
        .orElseThrow(() -> Refused.malformed("no method of that id"));
  }
}
