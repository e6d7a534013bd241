package dev.coffer.server.engine.kv;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.storage.Key;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/** What the parts of the engine share: where its rows are, and how they are read. */
record KvCore(
    Barrier barrier,
    KvKeys keys,
    KvNeeds needs,
    KvCaches caches,
    InstantSource clock,
    SecureRandom random) {

  Reading read() {
    return barrier.read();
  }

  Optional<SecretRecord> record(Reading reading, String path) {
    return reading.get(keys.record(path), caches.records()).map(Versioned::value);
  }

  KvConfig config(Reading reading) {
    return reading
        .get(keys.config(), caches.configs())
        .map(Versioned::value)
        .orElse(KvConfig.DEFAULT);
  }

  /** The record as it was just committed; the next reader need not decode it. */
  void remember(String path, SecretRecord record, long version) {
    caches.records().remember(recordKey(path), record, version);
  }

  Key recordKey(String path) {
    return keys.record(path);
  }

  Instant now() {
    return clock.instant();
  }

  /** A name for a version that no other has. */
  String freshId() {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
