package dev.coffer.server.mount;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.storage.Key;
import java.util.ArrayList;
import java.util.List;

/**
 * The remounts of late, for those who ask what became of theirs. A remount here is one commit, so a
 * remembered one is a finished one.
 */
final class Remounts {
  static final Key KEY = Key.of("core/remounts");
  static final int REMEMBERED_MAX = 100;
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private Remounts() {}

  static byte[] encode(List<Remount> remounts) {
    List<Json> items = new ArrayList<>();
    int first = Math.max(0, remounts.size() - REMEMBERED_MAX);
    for (Remount remount : remounts.subList(first, remounts.size())) {
      items.add(
          Json.object()
              .put("id", remount.id())
              .put("from", remount.from())
              .put("to", remount.to())
              .build());
    }
    return JsonWriter.bytes(Json.object().put("remounts", new Json.Array(items)).build());
  }

  static List<Remount> decode(byte[] row) {
    List<Remount> remounts = new ArrayList<>();
    for (Json item : READER.readObject(row).array("remounts").orElseThrow().items()) {
      Json.Object remount = (Json.Object) item;
      remounts.add(
          new Remount(
              remount.text("id").orElseThrow(),
              remount.text("from").orElseThrow(),
              remount.text("to").orElseThrow()));
    }
    return remounts;
  }
}
