package dev.coffer.kit.cbor;

import java.time.Instant;

/** A time as one number: nanoseconds since 1970, which reaches to the year 2262. */
final class Nanos {
  private static final long A_SECOND = 1_000_000_000L;

  private Nanos() {}

  static long of(Instant when) {
    return Math.addExact(Math.multiplyExact(when.getEpochSecond(), A_SECOND), when.getNano());
  }

  static Instant time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, A_SECOND), Math.floorMod(nanos, A_SECOND));
  }
}
