package dev.coffer.server.identity.mfa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Time-based one-time passwords (RFC 6238 over RFC 4226).
 *
 * @param period seconds that a code is shown
 * @param skew periods before and after the present one whose code is taken too
 */
record Totp(Algorithm algorithm, int digits, int period, int skew) {

  /** The hash below the HMAC. */
  enum Algorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String mac;

    Algorithm(String mac) {
      this.mac = mac;
    }
  }

  /** The code of one period. */
  String code(byte[] key, long step) {
    byte[] hash = mac(key, ByteBuffer.allocate(Long.BYTES).putLong(step).array());
    int offset = hash[hash.length - 1] & 0x0f;
    int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fff_ffff;
    return String.format(Locale.ROOT, "%0" + digits + "d", number % (int) Math.pow(10, digits));
  }

  private byte[] mac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(algorithm.mac);
      mac.init(new SecretKeySpec(key, algorithm.mac));
      return mac.doFinal(message);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HMAC", impossible);
    }
  }

  long stepAt(Instant now) {
    return Math.floorDiv(now.getEpochSecond(), period);
  }

  /**
   * The period that a code is of, if that is near enough and after {@code last}. All periods are
   * compared, in constant time.
   *
   * @param last the last period whose code was taken; it and those before it count no more
   */
  OptionalLong match(byte[] key, String code, Instant now, long last) {
    byte[] given = code.getBytes(StandardCharsets.UTF_8);
    OptionalLong found = OptionalLong.empty();
    for (long step = stepAt(now) - skew; step <= stepAt(now) + skew; step++) {
      boolean same =
          MessageDigest.isEqual(given, code(key, step).getBytes(StandardCharsets.US_ASCII));
      if (same && step > last) {
        found = OptionalLong.of(step);
      }
    }
    return found;
  }
}
