package dev.coffer.server.gate.audit;

import dev.coffer.kit.json.Json;
import java.util.Map;
import java.util.TreeMap;

/**
 * An enabled device as the table row keeps it.
 *
 * @param path with its slash: {@code file/}
 * @param options as they were given
 * @param salt keys the hashes of this device, 64 hex digits; the row is sealed
 */
record DeviceEntry(
    String path,
    String type,
    String description,
    boolean local,
    Map<String, String> options,
    String salt) {
  DeviceEntry {
    options = Map.copyOf(options);
  }

  Json.Object toJson() {
    return Json.object()
        .put("path", path)
        .put("type", type)
        .put("description", description)
        .put("local", local)
        .put("options", Json.textMap(new TreeMap<>(options)))
        .put("salt", salt)
        .build();
  }

  static DeviceEntry fromJson(Json.Object json) {
    Map<String, String> options = new TreeMap<>();
    json.object("options").orElse(Json.Object.empty()).members()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Text text) {
                options.put(name, text.value());
              }
            });
    return new DeviceEntry(
        json.text("path").orElse(""),
        json.text("type").orElse(""),
        json.text("description").orElse(""),
        json.bool("local").orElse(false),
        options,
        json.text("salt").orElse(""));
  }

  @Override
  public String toString() {
    return "DeviceEntry[" + path + "]"; // Never the salt.
  }
}
