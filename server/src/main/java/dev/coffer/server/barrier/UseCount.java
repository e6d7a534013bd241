package dev.coffer.server.barrier;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import java.util.Optional;

/**
 * The stored count (docs/format.md §4).
 *
 * @param keyNumber whose uses these are
 * @param reserved uses handed to nodes, spent or not: what the limit counts
 * @param known uses that are known to have been spent when this was written: what operators are told
 */
record UseCount(int keyNumber, long reserved, long known) {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  byte[] encode() {
    return JsonWriter.bytes(
        Json.object()
            .put("number", keyNumber)
            .put("reserved", reserved)
            .put("known", known)
            .build());
  }

  /** Empty when the text is no count. */
  static Optional<UseCount> decode(byte[] text) {
    try {
      Json.Object row = READER.readObject(text);
      return row.integer("number")
          .flatMap(
              number ->
                  row.integer("reserved")
                      .map(
                          uses ->
                              new UseCount(
                                  number.intValue(), uses, row.integer("known").orElse(uses))));
    } catch (JsonException _) {
      return Optional.empty();
    }
  }
}
