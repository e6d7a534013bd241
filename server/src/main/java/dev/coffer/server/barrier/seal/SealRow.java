package dev.coffer.server.barrier.seal;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.barrier.CoreKeys;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How the store is sealed (docs/format.md §5): the one row whose text is readable while sealed. Its
 * other members are the associated data of the wrapped root key, so that none can be changed without
 * the unsealing failing.
 *
 * @param facts every member but the wrapped root key, also those of newer versions
 * @param version of the row, which a change of it expects
 */
record SealRow(Json.Object facts, String wrappedRootKey, long version) {
  static final String SHAMIR = "shamir";

  /** The first byte of a row that is not encrypted. */
  private static final byte PLAIN = 0;

  private static final long FORMAT = 1;
  private static final String WRAPPED = "wrapped_root_key";
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  /** Empty before initialisation. */
  static Optional<SealRow> read(Store store) {
    try (Snapshot snapshot = store.snapshot()) {
      return snapshot.get(CoreKeys.SEAL).map(SealRow::decode);
    }
  }

  static Json.Object facts(UUID cluster, String name, String type, Quorum quorum, Optional<String> recovery) {
    Json.Builder facts =
        Json.object()
            .put("format", FORMAT)
            .put("cluster_id", cluster.toString())
            .put("cluster_name", name)
            .put("type", type)
            .put("shares", quorum.shares())
            .put("threshold", quorum.threshold());
    recovery.ifPresent(hash -> facts.put("recovery_sha256", hash));
    return facts.build();
  }

  /** The same cluster and type, with another quorum and, for a recovery key, its hash. */
  Json.Object factsWith(Quorum quorum, Optional<String> recovery) {
    Map<String, Json> members = new LinkedHashMap<>(facts.members());
    members.put("shares", Json.number(quorum.shares()));
    members.put("threshold", Json.number(quorum.threshold()));
    recovery.ifPresent(hash -> members.put("recovery_sha256", Json.text(hash)));
    return new Json.Object(members);
  }

  static byte[] associatedData(Json.Object facts) {
    return JsonWriter.bytes(facts);
  }

  static Ciphertext encode(Json.Object facts, byte[] wrappedRootKey) {
    String wrapped = Base64.getEncoder().encodeToString(wrappedRootKey);
    byte[] text = JsonWriter.bytes(Json.object().putAll(facts).put(WRAPPED, wrapped).build());
    byte[] row = new byte[1 + text.length];
    row[0] = PLAIN;
    System.arraycopy(text, 0, row, 1, text.length);
    return Ciphertext.owning(row);
  }

  private static SealRow decode(Row row) {
    byte[] bytes = row.value().bytes();
    if (bytes.length < 2 || bytes[0] != PLAIN) {
      throw damaged();
    }
    try {
      Json.Object all = READER.readObject(Arrays.copyOfRange(bytes, 1, bytes.length));
      Map<String, Json> facts = new LinkedHashMap<>(all.members());
      facts.remove(WRAPPED);
      SealRow read =
          new SealRow(
              new Json.Object(facts), all.text(WRAPPED).orElseThrow(SealRow::damaged), row.version());
      read.clusterId();
      read.quorum();
      return read;
    } catch (JsonException | IllegalArgumentException _) {
      throw damaged();
    }
  }

  UUID clusterId() {
    return UUID.fromString(facts.text("cluster_id").orElseThrow(SealRow::damaged));
  }

  String clusterName() {
    return facts.text("cluster_name").orElseThrow(SealRow::damaged);
  }

  String type() {
    return facts.text("type").orElseThrow(SealRow::damaged);
  }

  /** Of the unseal key with Shamir, of the recovery key with any other seal. */
  Quorum quorum() {
    return new Quorum(number("shares"), number("threshold"));
  }

  Optional<String> recoveryHash() {
    return facts.text("recovery_sha256");
  }

  byte[] wrapped() {
    try {
      return Base64.getDecoder().decode(wrappedRootKey);
    } catch (IllegalArgumentException _) {
      throw damaged();
    }
  }

  byte[] associatedData() {
    return associatedData(facts);
  }

  private int number(String name) {
    return Math.clamp(facts.integer(name).orElseThrow(SealRow::damaged), 0, Shamir.SHARES_MAX);
  }

  private static Refused damaged() {
    return new Refused(new Failure.Integrity(CoreKeys.SEAL.text()));
  }
}
