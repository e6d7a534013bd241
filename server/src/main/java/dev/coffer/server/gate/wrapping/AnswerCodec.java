package dev.coffer.server.gate.wrapping;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.LeaseGrant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An answer as JSON, for the sealed row of an envelope. An envelope holds no further envelope. */
final class AnswerCodec {
  private AnswerCodec() {}

  static Json.Object encode(Answer answer) {
    Json.Builder out = Json.object().put("warnings", Json.texts(answer.warnings()));
    answer.data().ifPresent(data -> out.put("data", data));
    answer.auth().ifPresent(auth -> out.put("auth", encode(auth)));
    answer.lease().ifPresent(
        lease ->
            out.put(
                "lease",
                Json.object()
                    .put("id", lease.id())
                    .put("seconds", lease.duration().toSeconds())
                    .put("renewable", lease.renewable())
                    .build()));
    return out.build();
  }

  static Answer decode(Json.Object json) {
    return new Answer(
        Answer.Outcome.FULL,
        json.object("data"),
        json.object("auth").map(AnswerCodec::auth),
        json.object("lease").map(AnswerCodec::lease),
        Optional.empty(),
        texts(json, "warnings"));
  }

  private static Json.Object encode(AuthGrant auth) {
    String token = auth.clientToken().read(bytes -> new String(bytes, StandardCharsets.UTF_8));
    return Json.object()
        .put("client_token", token)
        .put("accessor", auth.accessor())
        .put("policies", Json.texts(auth.policies()))
        .put("token_policies", Json.texts(auth.tokenPolicies()))
        .put("identity_policies", Json.texts(auth.identityPolicies()))
        .put("metadata", Json.textMap(new TreeMap<>(auth.metadata())))
        .put("lease_seconds", auth.leaseDuration().toSeconds())
        .put("renewable", auth.renewable())
        .put("entity_id", auth.entityId())
        .put("token_type", auth.tokenType())
        .put("orphan", auth.orphan())
        .put("num_uses", auth.numUses())
        .put("display_name", auth.displayName())
        .build();
  }

  private static AuthGrant auth(Json.Object json) {
    Map<String, String> metadata = new TreeMap<>();
    json.object("metadata").orElse(Json.Object.empty()).members()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Text text) {
                metadata.put(name, text.value());
              }
            });
    return new AuthGrant(
        SecretBytes.ofText(json.text("client_token").orElseThrow()),
        json.text("accessor").orElse(""),
        texts(json, "policies"),
        texts(json, "token_policies"),
        texts(json, "identity_policies"),
        metadata,
        Duration.ofSeconds(json.integer("lease_seconds").orElse(0L)),
        json.bool("renewable").orElse(false),
        json.text("entity_id").orElse(""),
        json.text("token_type").orElse("service"),
        json.bool("orphan").orElse(false),
        json.integer("num_uses").orElse(0L).intValue(),
        json.text("display_name").orElse(""));
  }

  private static LeaseGrant lease(Json.Object json) {
    return new LeaseGrant(
        json.text("id").orElse(""),
        Duration.ofSeconds(json.integer("seconds").orElse(0L)),
        json.bool("renewable").orElse(false));
  }

  private static List<String> texts(Json.Object json, String name) {
    List<String> texts = new ArrayList<>();
    for (Json item : json.array(name).map(Json.Array::items).orElse(List.of())) {
      if (item instanceof Json.Text text) {
        texts.add(text.value());
      }
    }
    return texts;
  }
}
