package dev.coffer.server.gate.audit;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.storage.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Which devices are enabled and which headers are recorded: the row {@code core/audit}. */
record AuditTable(List<DeviceEntry> devices, AuditedHeaders headers) {
  static final Key KEY = Key.of("core/audit");
  static final AuditTable EMPTY = new AuditTable(List.of(), AuditedHeaders.DEFAULT);

  AuditTable {
    devices = List.copyOf(devices);
  }

  Optional<DeviceEntry> device(String path) {
    return devices.stream().filter(device -> device.path().equals(path)).findFirst();
  }

  AuditTable with(DeviceEntry device) {
    List<DeviceEntry> more = new ArrayList<>(devices);
    more.add(device);
    return new AuditTable(more, headers);
  }

  AuditTable without(String path) {
    return new AuditTable(
        devices.stream().filter(device -> !device.path().equals(path)).toList(), headers);
  }

  AuditTable with(AuditedHeaders changed) {
    return new AuditTable(devices, changed);
  }

  byte[] encode() {
    Json.Builder rules = Json.object();
    new TreeMap<>(headers.hashed()).forEach((name, hash) -> rules.put(name, hash.booleanValue()));
    List<Json> entries = new ArrayList<>();
    devices.forEach(device -> entries.add(device.toJson()));
    return JsonWriter.bytes(
        Json.object().put("devices", new Json.Array(entries)).put("headers", rules.build()).build());
  }

  static AuditTable decode(byte[] row) {
    Json.Object json = new JsonReader(JsonLimits.TRUSTED).readObject(row);
    List<DeviceEntry> devices = new ArrayList<>();
    for (Json item : json.array("devices").map(Json.Array::items).orElse(List.of())) {
      if (item instanceof Json.Object device) {
        devices.add(DeviceEntry.fromJson(device));
      }
    }
    TreeMap<String, Boolean> hashed = new TreeMap<>();
    json.object("headers").orElse(Json.Object.empty()).members()
        .forEach((name, value) -> hashed.put(name, value instanceof Json.Bool bool && bool.value()));
    return new AuditTable(devices, new AuditedHeaders(hashed));
  }
}
