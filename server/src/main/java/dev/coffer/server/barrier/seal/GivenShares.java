package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Aead;
import dev.coffer.server.failure.Refused;
import java.util.ArrayList;
import java.util.List;

/** The shares that people have given so far in one ceremony. Used under the ceremony's lock. */
final class GivenShares {
  private static final int BYTES_MIN = 16;
  private static final int BYTES_MAX = Aead.KEY_BYTES + Shamir.OVERHEAD_BYTES;

  private final List<SecretBytes> given = new ArrayList<>();

  /** What no share can be is refused before it counts. */
  static void check(SecretBytes share) {
    if (share.size() < BYTES_MIN) {
      throw Refused.malformed("key is shorter than minimum " + BYTES_MIN + " bytes");
    }
    if (share.size() > BYTES_MAX) {
      throw Refused.malformed("key is longer than maximum " + BYTES_MAX + " bytes");
    }
  }

  /** Keeps a copy; false when this share was given before. */
  boolean add(SecretBytes share) {
    for (SecretBytes known : given) {
      if (known.sameAs(share)) {
        return false;
      }
    }
    given.add(share.copy());
    return true;
  }

  int count() {
    return given.size();
  }

  /** The key they give, of any length; the shares are forgotten. A single one is the key itself. */
  SecretBytes combine() {
    try {
      return given.size() == 1 ? given.getFirst().copy() : Shamir.combine(given);
    } finally {
      forget();
    }
  }

  void forget() {
    given.forEach(SecretBytes::close);
    given.clear();
  }
}
