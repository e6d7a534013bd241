package dev.coffer.scanner.checksum;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Bech32 (BIP 173): a readable part, the last {@code 1}, then five bits a character, of which the
 * last six are a checksum that detects any four errors.
 */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM_CHARS = 6;

  private Bech32() {}

  static Verdict check(byte[] secret) {
    String text = new String(secret, StandardCharsets.ISO_8859_1);
    String lower = text.toLowerCase(Locale.ROOT);
    int separator = lower.lastIndexOf('1');
    if (separator < 1 || lower.length() - separator - 1 < CHECKSUM_CHARS) {
      return Verdict.INVALID;
    }
    int sum = 1;
    for (int i = 0; i < separator; i++) {
      sum = step(sum, lower.charAt(i) >> 5);
    }
    sum = step(sum, 0);
    for (int i = 0; i < separator; i++) {
      sum = step(sum, lower.charAt(i) & 31);
    }
    for (int i = separator + 1; i < lower.length(); i++) {
      int value = ALPHABET.indexOf(lower.charAt(i));
      if (value < 0) {
        return Verdict.INVALID;
      }
      sum = step(sum, value);
    }
    return sum == 1 ? Verdict.VALID : Verdict.INVALID;
  }

  private static int step(int sum, int value) {
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      if ((sum >> (25 + i) & 1) == 1) {
        next ^= GENERATOR[i];
      }
    }
    return next;
  }
}
