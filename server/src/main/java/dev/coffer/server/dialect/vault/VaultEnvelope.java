package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.Answer.Outcome;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.LeaseGrant;
import dev.coffer.server.gate.WrapGrant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Answers in Vault's shape: every key is always there, and null where it has nothing to say. */
final class VaultEnvelope {
  private static final LeaseGrant NO_LEASE = new LeaseGrant("", Duration.ZERO, false);

  private VaultEnvelope() {}

  static WireResponse response(Passed passed, Route<?> route, RequestFacts facts) {
    Answer answer = passed.answer();
    if (answer.wrap().isPresent()) {
      return json(200, envelope(answer, facts));
    }
    if (passed.isUnfinished()) {
      return json(200, unfinished(answer, facts));
    }
    if (passed.text().isPresent()) {
      Passed.AsText text = passed.text().get();
      String body = answer.data().flatMap(data -> data.text(text.field())).orElse("");
      return VaultResponses.text(
          passed.status().orElse(200), text.contentType(), body.getBytes(StandardCharsets.UTF_8));
    }
    if (route.verb().asksFolder() && isEmptyList(answer)) {
      return json(404, Json.object().put("errors", Json.texts(answer.warnings())).build());
    }
    int status = passed.status().orElseGet(() -> status(answer.outcome()));
    return answer.outcome() == Outcome.EMPTY
        ? VaultResponses.empty(status)
        : json(status, body(answer, route.rendering(), facts));
  }

  private static Json.Object unfinished(Answer answer, RequestFacts facts) {
    Json.Object data = answer.data().orElseGet(Json.Object::empty);
    return Json.object()
        .putAll(envelope(answer, facts))
        .put("data", Json.ofNull())
        .put("auth", MfaWire.unfinished(data))
        .build();
  }

  private static WireResponse json(int status, Json.Object body) {
    return VaultResponses.json(status, JsonWriter.bytes(body));
  }

  private static int status(Outcome outcome) {
    return switch (outcome) {
      case FULL -> 200;
      case EMPTY -> 204;
      case GONE -> 404;
    };
  }

  private static boolean isEmptyList(Answer answer) {
    return answer.data().isEmpty()
        || answer.data().get().array("keys").filter(keys -> keys.items().isEmpty()).isPresent();
  }

  private static Json.Object body(Answer answer, Route.Rendering rendering, RequestFacts facts) {
    return switch (rendering) {
      case ENVELOPE -> envelope(answer, facts);
      case PLAIN -> answer.data().orElseGet(Json.Object::empty);
      case ENVELOPE_AND_TOP -> {
        Json.Builder both = Json.object();
        answer.data().ifPresent(both::putAll);
        yield both.putAll(envelope(answer, facts)).build();
      }
    };
  }

  static Json.Object envelope(Answer answer, RequestFacts facts) {
    boolean wrapped = answer.wrap().isPresent();
    LeaseGrant lease = answer.lease().orElse(NO_LEASE);
    return Json.object()
        .put("request_id", facts.id())
        .put("lease_id", lease.id())
        .put("renewable", lease.renewable())
        .put("lease_duration", lease.duration().toSeconds())
        .put("data", orNull(wrapped ? Optional.empty() : answer.data()))
        .put("wrap_info", orNull(answer.wrap().map(VaultEnvelope::wrapInfo)))
        .put("warnings", answer.warnings().isEmpty() ? Json.ofNull() : Json.texts(answer.warnings()))
        .put("auth", orNull(wrapped ? Optional.empty() : answer.auth().map(VaultEnvelope::auth)))
        .put("mount_type", wrapped ? "" : facts.mount().type())
        .build();
  }

  private static Json orNull(Optional<Json.Object> value) {
    return value.isPresent() ? value.get() : Json.ofNull();
  }

  private static Json.Object auth(AuthGrant grant) {
    Json.Builder auth =
        Json.object()
            .put("client_token", text(grant.clientToken()))
            .put("accessor", grant.accessor())
            .put("policies", Json.texts(grant.policies()))
            .put("token_policies", Json.texts(grant.tokenPolicies()));
    if (!grant.identityPolicies().isEmpty()) {
      auth.put("identity_policies", Json.texts(grant.identityPolicies()));
    }
    return auth.put("metadata", grant.metadata().isEmpty() ? Json.ofNull() : Json.textMap(grant.metadata()))
        .put("lease_duration", grant.leaseDuration().toSeconds())
        .put("renewable", grant.renewable())
        .put("entity_id", grant.entityId())
        .put("token_type", grant.tokenType())
        .put("orphan", grant.orphan())
        .put("mfa_requirement", Json.ofNull())
        .put("num_uses", grant.numUses())
        .build();
  }

  private static Json.Object wrapInfo(WrapGrant grant) {
    Json.Builder info =
        Json.object()
            .put("token", text(grant.token()))
            .put("accessor", grant.accessor())
            .put("ttl", grant.ttl().toSeconds())
            .put("creation_time", DateTimeFormatter.ISO_INSTANT.format(grant.created().atOffset(ZoneOffset.UTC)))
            .put("creation_path", grant.creationPath());
    if (!grant.wrappedAccessor().isEmpty()) {
      info.put("wrapped_accessor", grant.wrappedAccessor());
    }
    return info.build();
  }

  private static String text(SecretBytes token) {
    return token.read(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }
}
