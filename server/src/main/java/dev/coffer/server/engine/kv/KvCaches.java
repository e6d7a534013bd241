package dev.coffer.server.engine.kv;

import dev.coffer.server.barrier.Decoded;

/**
 * Decoded rows of all KV version 2 mounts of a server; keys hold the mount's UUID, so mounts do not
 * meet in them. Payloads are never remembered.
 */
final class KvCaches {
  private static final int RECORDS_MAX = 10_000;
  private static final int CONFIGS_MAX = 1_000;

  private final Decoded<SecretRecord> records = new Decoded<>(RECORDS_MAX, Rows::record);
  private final Decoded<KvConfig> configs = new Decoded<>(CONFIGS_MAX, Rows::config);

  Decoded<SecretRecord> records() {
    return records;
  }

  Decoded<KvConfig> configs() {
    return configs;
  }
}
