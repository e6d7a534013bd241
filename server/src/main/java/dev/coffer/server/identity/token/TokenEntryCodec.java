package dev.coffer.server.identity.token;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.identity.token.TokenEntry.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A token's row as JSON. What has its usual value is left out, which halves the row; unknown members
 * are ignored, so that an older server reads a newer one's rows.
 */
final class TokenEntryCodec {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private TokenEntryCodec() {}

  static byte[] encode(TokenEntry entry) {
    Json.Builder row =
        Json.object()
            .put("hash", entry.hash())
            .put("path", entry.path())
            .put("policies", Json.texts(entry.policies()))
            .put("display_name", entry.displayName());
    putText(row, "parent", entry.parent());
    putText(row, "role", entry.role());
    putText(row, "entity_id", entry.entityId());
    if (!entry.meta().isEmpty()) {
      row.put("meta", Json.textMap(entry.meta()));
    }
    if (!entry.boundCidrs().isEmpty()) {
      row.put("bound_cidrs", Json.texts(entry.boundCidrs()));
    }
    if (entry.numUses() != 0) {
      row.put("num_uses", entry.numUses());
    }
    if (entry.renewable()) {
      row.put("renewable", true);
    }
    if (entry.state() == State.REVOKING) {
      row.put("revoking", true);
    }
    putTimes(row, entry.times());
    return JsonWriter.bytes(row.build());
  }

  static TokenEntry decode(byte[] bytes) {
    Json.Object row = READER.readObject(bytes);
    return new TokenEntry(
        row.text("hash").orElseThrow(),
        row.text("parent").orElse(""),
        row.text("path").orElseThrow(),
        texts(row, "policies"),
        row.text("display_name").orElseThrow(),
        textMap(row, "meta"),
        row.integer("num_uses").orElse(0L).intValue(),
        times(row),
        row.bool("renewable").orElse(false),
        row.text("role").orElse(""),
        row.text("entity_id").orElse(""),
        texts(row, "bound_cidrs"),
        row.bool("revoking").orElse(false) ? State.REVOKING : State.LIVE);
  }

  private static void putTimes(Json.Builder row, TokenTimes times) {
    row.put("issued_ms", times.issued().toEpochMilli());
    putDuration(row, "creation_ttl_ms", times.creationTtl());
    putDuration(row, "ttl_ms", times.ttl());
    putDuration(row, "explicit_max_ttl_ms", times.explicitMaxTtl());
    putDuration(row, "period_ms", times.period());
    times.expires().ifPresent(at -> row.put("expires_ms", at.toEpochMilli()));
    times.lastRenewed().ifPresent(at -> row.put("last_renewed_ms", at.toEpochMilli()));
  }

  private static TokenTimes times(Json.Object row) {
    return new TokenTimes(
        Instant.ofEpochMilli(row.integer("issued_ms").orElseThrow()),
        duration(row, "creation_ttl_ms"),
        duration(row, "ttl_ms"),
        row.integer("expires_ms").map(Instant::ofEpochMilli),
        duration(row, "explicit_max_ttl_ms"),
        duration(row, "period_ms"),
        row.integer("last_renewed_ms").map(Instant::ofEpochMilli));
  }

  private static void putText(Json.Builder row, String name, String value) {
    if (!value.isEmpty()) {
      row.put(name, value);
    }
  }

  private static void putDuration(Json.Builder row, String name, Duration value) {
    if (!value.isZero()) {
      row.put(name, value.toMillis());
    }
  }

  private static Duration duration(Json.Object row, String name) {
    return Duration.ofMillis(row.integer(name).orElse(0L));
  }

  static List<String> texts(Json.Object row, String name) {
    List<String> values = new ArrayList<>();
    for (Json item : row.array(name).map(Json.Array::items).orElse(List.of())) {
      if (item instanceof Json.Text text) {
        values.add(text.value());
      }
    }
    return values;
  }

  private static Map<String, String> textMap(Json.Object row, String name) {
    Map<String, String> values = new LinkedHashMap<>();
    row.object(name)
        .ifPresent(
            object ->
                object
                    .members()
                    .forEach(
                        (key, value) -> {
                          if (value instanceof Json.Text text) {
                            values.put(key, text.value());
                          }
                        }));
    return values;
  }
}
