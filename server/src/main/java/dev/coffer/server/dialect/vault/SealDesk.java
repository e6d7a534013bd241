package dev.coffer.server.dialect.vault;

import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.barrier.seal.SealControl;
import java.time.InstantSource;

/**
 * What the seal's routes need.
 *
 * @param storageType the word of the configuration: {@code rocksdb}, {@code inmem}
 */
public record SealDesk(
    SealControl control, KeyringBarrier barrier, InstantSource clock, String storageType) {

  /**
   * What clients are told: the version of Vault whose API this is, and as build metadata (semver
   * §10) our own. Clients compare the numbers in front to know what a server can do; tools that look
   * for {@code +ent} must not find it.
   */
  public static final String VERSION = "1.20.0+coffer.0.1.0";

  /** The build's reproducible time stamp (the pom's {@code outputTimestamp}). */
  public static final String BUILD_DATE = "2026-01-01T00:00:00Z";
}
