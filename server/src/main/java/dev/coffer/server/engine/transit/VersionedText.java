package dev.coffer.server.engine.transit;

import dev.coffer.server.failure.Refused;
import java.util.Base64;

/**
 * What transit gives out: {@code vault:v3:} and base64, so that the version that made it is known.
 *
 * @param version of the key
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; the bytes are ciphertext or signatures.
record VersionedText(int version, byte[] bytes) {
  private static final String PREFIX = "vault:v";
  private static final int DIGITS_MAX = 9;

  static String of(int version, byte[] bytes, boolean urlSafe) {
    Base64.Encoder encoder = urlSafe ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
    return PREFIX + version + ":" + encoder.encodeToString(bytes);
  }

  /**
   * Reads it, refusing in Vault's words.
   *
   * @param thing {@code ciphertext}, {@code signature}, {@code HMAC}
   * @param badBase64 what to say of a body that is no base64
   */
  static VersionedText parse(String text, String thing, boolean urlSafe, String badBase64) {
    if (!text.startsWith(PREFIX)) {
      throw Refused.malformed("invalid " + thing + ": no prefix");
    }
    int colon = text.indexOf(':', PREFIX.length());
    if (colon < 0) {
      throw Refused.malformed("invalid " + thing + ": wrong number of fields");
    }
    int version = version(text.substring(PREFIX.length(), colon), thing);
    try {
      Base64.Decoder decoder = urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder();
      return new VersionedText(version, decoder.decode(text.substring(colon + 1)));
    } catch (IllegalArgumentException _) {
      throw Refused.malformed(badBase64);
    }
  }

  private static int version(String digits, String thing) {
    if (digits.isEmpty() || digits.length() > DIGITS_MAX || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw Refused.malformed("invalid " + thing + ": version number could not be decoded");
    }
    return Integer.parseInt(digits);
  }
}
