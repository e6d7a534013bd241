package dev.coffer.server.barrier.seal;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/**
 * One ceremony of people with shares, from its start to its end. Everybody may start one, as Vault's
 * clients expect; so its nonce is told only to who started it, everything further needs the nonce,
 * and an attempt that nobody goes on with ends by itself and blocks nobody (docs/seals.md).
 */
final class Attempt {
  /** An attempt that nobody feeds keeps its place no longer. */
  static final Duration IDLE_EMPTY = Duration.ofMinutes(10);

  /** People need time to come together. */
  static final Duration IDLE_WITH_SHARES = Duration.ofHours(1);

  private final String nonce;
  private final GivenShares given = new GivenShares();
  private Instant touched;

  Attempt(String nonce, Instant now) {
    this.nonce = nonce;
    this.touched = now;
  }

  String nonce() {
    return nonce;
  }

  GivenShares given() {
    return given;
  }

  void touch(Instant now) {
    touched = now;
  }

  boolean isOver(Instant now) {
    return idleFor(given.count() == 0 ? IDLE_EMPTY : IDLE_WITH_SHARES, now);
  }

  boolean idleFor(Duration idle, Instant now) {
    return Duration.between(touched, now).compareTo(idle) >= 0;
  }

  boolean isOf(String claimed) {
    return MessageDigest.isEqual(
        nonce.getBytes(StandardCharsets.UTF_8), claimed.getBytes(StandardCharsets.UTF_8));
  }

  /** The message does not tell the right one, as Vault's does. */
  void requireNonce(String claimed) {
    if (!isOf(claimed)) {
      throw new Refused(
          new Failure.Malformed(
              "incorrect nonce supplied; give the nonce that whoever started this operation was"
                  + " told"));
    }
  }

  void end() {
    given.forget();
  }
}
