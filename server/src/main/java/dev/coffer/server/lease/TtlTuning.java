package dev.coffer.server.lease;

import java.time.Duration;

/** What the mount table says of time: Assembly hands it in, since mounts are a room above. */
@FunctionalInterface
public interface TtlTuning {
  /** Vault's defaults: 768 hours for both. */
  Ttls SYSTEM = new Ttls(Duration.ofDays(32), Duration.ofDays(32));

  /**
   * The default and the limit of what a path issues.
   *
   * @param usual when nobody asks for a TTL
   * @param max counted from the issue
   */
  record Ttls(Duration usual, Duration max) {}

  /** The tuning of the mount that {@code path} lies in ({@code auth/token/create}). */
  Ttls at(String path);
}
