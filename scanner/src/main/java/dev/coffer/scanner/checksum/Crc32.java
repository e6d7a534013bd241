package dev.coffer.scanner.checksum;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32;

/** Tokens that end in a CRC-32 (IEEE) of what stands before it. */
final class Crc32 {
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final String BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";

  private static final int BASE62_CHARS = 6;
  private static final int PREFIX_CHARS = 4;
  private static final int GITHUB_CHARS = 40;
  private static final int BASE36_CHARS = 7;
  private static final int HEX_CHARS = 8;

  private Crc32() {}

  /**
   * A prefix of four characters, 30 random ones and their CRC in six characters of base 62, digits
   * first, then capitals. Other lengths (refresh tokens of 76, installation tokens that hold a JSON
   * Web Token) are not described, hence unknown.
   */
  static Verdict base62(byte[] secret) {
    if (secret.length != GITHUB_CHARS) {
      return Verdict.UNKNOWN;
    }
    int end = GITHUB_CHARS - BASE62_CHARS;
    return endsIn(secret, padded(crc(secret, PREFIX_CHARS, end), BASE62, BASE62_CHARS));
  }

  /** Prefix, payload, version and length, then their CRC in seven characters of base 36. */
  static Verdict base36(byte[] secret) {
    int end = secret.length - BASE36_CHARS;
    if (end <= 0) {
      return Verdict.INVALID;
    }
    return endsIn(secret, padded(crc(secret, 0, end), BASE36, BASE36_CHARS));
  }

  /** {@code glsa_} and 32 characters, then {@code _} and their CRC in hex, lowest byte first. */
  static Verdict littleEndianHex(byte[] secret) {
    int end = secret.length - HEX_CHARS - 1;
    if (end <= 0 || secret[end] != '_') {
      return Verdict.INVALID;
    }
    long crc = Integer.toUnsignedLong(Integer.reverseBytes((int) crc(secret, 0, end)));
    String given =
        new String(secret, end + 1, HEX_CHARS, StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    return given.equals(padded(crc, "0123456789abcdef", HEX_CHARS))
        ? Verdict.VALID
        : Verdict.INVALID;
  }

  private static Verdict endsIn(byte[] secret, String check) {
    String given =
        new String(
            secret, secret.length - check.length(), check.length(), StandardCharsets.ISO_8859_1);
    return given.equals(check) ? Verdict.VALID : Verdict.INVALID;
  }

  private static long crc(byte[] bytes, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, to - from);
    return crc.getValue();
  }

  private static String padded(long value, String digits, int length) {
    char[] out = new char[length];
    long rest = value;
    for (int at = length - 1; at >= 0; at--) {
      out[at] = digits.charAt((int) (rest % digits.length()));
      rest /= digits.length();
    }
    return new String(out);
  }
}
