package dev.coffer.server.dialect.vault;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names for requests: random UUIDs (RFC 9562 version 4) from a generator that never waits. They are
 * told to everybody and prove nothing, so guessing one gains nothing.
 */
final class RequestIds {
  private RequestIds() {}

  static String next() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xf000L) | 0x4000L;
    long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
