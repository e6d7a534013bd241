package dev.coffer.server.gate;

import java.time.Duration;
import java.time.Instant;

/** A token bucket. Not safe for threads: its owner locks. */
final class Bucket {
  private final Size size;
  private double left;
  private Instant filled;

  /** How many at once, and how many more each second. */
  record Size(int burst, int perSecond) {}

  Bucket(Size size, Instant now) {
    this.size = size;
    this.left = size.burst();
    this.filled = now;
  }

  boolean take(Instant now) {
    if (!has(now)) {
      return false;
    }
    left--;
    return true;
  }

  boolean has(Instant now) {
    fill(now);
    return left >= 1;
  }

  boolean isFull(Instant now) {
    fill(now);
    return left >= size.burst();
  }

  private void fill(Instant now) {
    if (now.isAfter(filled)) {
      double seconds = Duration.between(filled, now).toNanos() / 1e9;
      left = Math.min(size.burst(), left + seconds * size.perSecond());
      filled = now;
    }
  }
}
