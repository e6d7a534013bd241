package dev.coffer.server.crypto;

import java.security.SecureRandom;
import java.util.UUID;

/** UUIDs of 122 random bits (RFC 9562, version 4) from the randomness that was handed in. */
public final class RandomUuid {
  private RandomUuid() {}

  /** As text, 36 characters. */
  public static String text(SecureRandom random) {
    return uuid(random.nextLong(), random.nextLong(), 4).toString();
  }

  private static UUID uuid(long high, long low, long version) {
    long versioned = (high & ~0xf000L) | (version << 12);
    long variant = (low & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(versioned, variant);
  }
}
