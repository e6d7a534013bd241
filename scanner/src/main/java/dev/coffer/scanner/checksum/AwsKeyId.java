package dev.coffer.scanner.checksum;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * AWS key ids: four letters of kind, then 80 bits in base32. In ids made since 2019 or so, bits 1
 * to 40 of those are the number of the account. That is little redundancy (numbers have twelve
 * digits, which nine texts in ten satisfy by chance), so a good id stays unknown.
 */
public final class AwsKeyId {
  private static final int ID_CHARS = 20;
  private static final int KIND_CHARS = 4;
  private static final int ACCOUNT_CHARS = 9;
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final long ACCOUNT_MASK = (1L << 40) - 1;
  private static final long ACCOUNT_MAX = 999_999_999_999L;

  private AwsKeyId() {}

  static Verdict check(byte[] secret) {
    if (secret.length != ID_CHARS) {
      return Verdict.UNKNOWN;
    }
    for (int i = KIND_CHARS; i < ID_CHARS; i++) {
      if (BASE32.indexOf(secret[i]) < 0) {
        return Verdict.INVALID;
      }
    }
    return isOld(secret) || accountNumber(secret) <= ACCOUNT_MAX
        ? Verdict.UNKNOWN
        : Verdict.INVALID;
  }

  /**
   * The twelve digits of the account that the key belongs to; empty for an id that cannot tell.
   *
   * @param keyId as captured, in ASCII
   */
  public static Optional<String> account(byte[] keyId) {
    if (keyId.length != ID_CHARS || check(keyId) == Verdict.INVALID || isOld(keyId)) {
      return Optional.empty();
    }
    return Optional.of(String.format(Locale.ROOT, "%012d", accountNumber(keyId)));
  }

  /** Before account numbers went in, the fifth character was I or J. */
  private static boolean isOld(byte[] keyId) {
    return new String(keyId, KIND_CHARS, 1, StandardCharsets.ISO_8859_1).matches("[IJ]");
  }

  /**
   * Nine characters are 45 bits: one of something else, 40 of the number, four of something else.
   */
  private static long accountNumber(byte[] keyId) {
    long bits = 0;
    for (int i = KIND_CHARS; i < KIND_CHARS + ACCOUNT_CHARS; i++) {
      bits = bits << 5 | BASE32.indexOf(keyId[i]);
    }
    return bits >> 4 & ACCOUNT_MASK;
  }
}
