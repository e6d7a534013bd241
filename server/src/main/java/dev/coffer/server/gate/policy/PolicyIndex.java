package dev.coffer.server.gate.policy;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Key;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one row that says which policies there are: {@code {"policies": {NAME: {"sha256": HEX}}}}. A
 * text that is missing, or is not the one named here, was tampered with.
 */
record PolicyIndex(SortedMap<String, String> hashes) {
  static final Key KEY = Key.of("core/policies");
  static final int POLICIES_MAX = 10_000;

  PolicyIndex {
    hashes = new TreeMap<>(hashes);
  }

  static PolicyIndex empty() {
    return new PolicyIndex(new TreeMap<>());
  }

  PolicyIndex with(String name, String text) {
    SortedMap<String, String> more = new TreeMap<>(hashes);
    more.put(name, hash(text));
    if (more.size() > POLICIES_MAX) {
      throw new Refused(new Failure.TooLarge("number of policies", POLICIES_MAX, "policies"));
    }
    return new PolicyIndex(more);
  }

  PolicyIndex without(String name) {
    SortedMap<String, String> fewer = new TreeMap<>(hashes);
    fewer.remove(name);
    return new PolicyIndex(fewer);
  }

  boolean has(String name) {
    return hashes.containsKey(name);
  }

  List<String> names() {
    return List.copyOf(hashes.keySet());
  }

  boolean vouchesFor(String name, String text) {
    return Optional.ofNullable(hashes.get(name)).map(hash(text)::equals).orElse(false);
  }

  byte[] toRow() {
    Json.Builder policies = Json.object();
    hashes.forEach((name, hash) -> policies.put(name, Json.object().put("sha256", hash).build()));
    return JsonWriter.bytes(Json.object().put("policies", policies.build()).build());
  }

  static PolicyIndex ofRow(byte[] row) {
    Json.Object policies =
        new JsonReader(JsonLimits.TRUSTED).readObject(row).object("policies").orElse(Json.Object.empty());
    SortedMap<String, String> hashes = new TreeMap<>();
    for (Map.Entry<String, Json> entry : policies.members().entrySet()) {
      if (entry.getValue() instanceof Json.Object known) {
        hashes.put(entry.getKey(), known.text("sha256").orElse(""));
      }
    }
    return new PolicyIndex(hashes);
  }

  private static String hash(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }
}
