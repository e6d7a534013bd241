package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.crypto.Aead;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The text inside the keyring's row (docs/format.md §3). */
final class KeyringRow {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private KeyringRow() {}

  static byte[] encode(List<DataKey> keys) {
    List<Json> items = new ArrayList<>();
    for (DataKey key : keys) {
      items.add(
          Json.object()
              .put("number", key.number())
              .put("installed", key.installed().toString())
              .put("key", key.bytes().read(Base64.getEncoder()::encodeToString))
              .build());
    }
    return JsonWriter.bytes(Json.object().put("keys", new Json.Array(items)).build());
  }

  /** Keys that {@code known} has already are taken from there. Empty when the text is no keyring. */
  static Optional<List<DataKey>> decode(byte[] text, List<DataKey> known, SecureRandom random) {
    List<DataKey> keys = new ArrayList<>();
    try {
      for (Json item : READER.readObject(text).array("keys").orElseThrow(KeyringRow::broken).items()) {
        if (!(item instanceof Json.Object object)) {
          return Optional.empty();
        }
        keys.add(key(object, known, random));
      }
    } catch (JsonException | IllegalArgumentException | DateTimeException _) {
      return Optional.empty();
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
  }

  private static DataKey key(Json.Object item, List<DataKey> known, SecureRandom random) {
    int number = Math.toIntExact(item.integer("number").orElseThrow(KeyringRow::broken));
    for (DataKey old : known) {
      if (old.number() == number) {
        return old;
      }
    }
    byte[] bytes = Base64.getDecoder().decode(item.text("key").orElseThrow(KeyringRow::broken));
    if (number <= RowFormat.ROOT_KEY || bytes.length != Aead.KEY_BYTES) {
      throw broken();
    }
    Instant installed = Instant.parse(item.text("installed").orElseThrow(KeyringRow::broken));
    return new DataKey(number, installed, SecretBytes.owning(bytes), random);
  }

  private static IllegalArgumentException broken() {
    return new IllegalArgumentException("not a keyring");
  }
}
