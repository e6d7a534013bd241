package dev.coffer.server.gate.policy;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Key;
import java.util.Optional;

/**
 * A policy's row: {@code {"policy": TEXT}}.
 *
 * @param rules empty when the text does not parse, which no text that was accepted should do
 */
record StoredPolicy(String text, Optional<Rules> rules) {
  private static final String FIELD = "policy";

  static Key key(String name) {
    return Key.of("policy/acl/" + name);
  }

  static byte[] toRow(String text) {
    return JsonWriter.bytes(Json.object().put(FIELD, text).build());
  }

  static StoredPolicy ofRow(byte[] row) {
    String text = new JsonReader(JsonLimits.TRUSTED).readObject(row).text(FIELD).orElse("");
    return new StoredPolicy(text, parsed(text));
  }

  private static Optional<Rules> parsed(String text) {
    try {
      return Optional.of(PolicyText.parse(text));
    } catch (Refused _) {
      return Optional.empty();
    }
  }
}
