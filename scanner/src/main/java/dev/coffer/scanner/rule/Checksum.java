package dev.coffer.scanner.rule;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Token formats that carry a checksum: a candidate whose checksum is wrong is no token. A rule names
 * one as {@code checksum = "github"}; gitleaks itself ignores the key.
 */
public enum Checksum {
  /**
   * The last six characters are the CRC-32 of the random part between the prefix and them, in base 62
   * with the digits first, then the capitals, then the small letters. Source: GitHub's engineering
   * blog, "Behind GitHub's new authentication token formats"; npm says it uses the same.
   */
  GITHUB {
    @Override
    boolean holds(String secret) {
      int underscore = secret.lastIndexOf('_');
      if (underscore < 0 || secret.length() - underscore - 1 <= CHECK) {
        return false;
      }
      String body = secret.substring(underscore + 1, secret.length() - CHECK);
      CRC32 crc = new CRC32();
      crc.update(body.getBytes(StandardCharsets.UTF_8));
      return base62(crc.getValue()).equals(secret.substring(secret.length() - CHECK));
    }
  };

  private static final int CHECK = 6;
  private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  abstract boolean holds(String secret);

  /** Whether the secret, as the rule's group captured it, carries a right checksum. */
  public boolean accepts(String secret) {
    return holds(secret);
  }

  /** By the name that a configuration uses. */
  public static Optional<Checksum> named(String name) {
    for (Checksum one : values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private static String base62(long value) {
    char[] out = new char[CHECK];
    long rest = value;
    for (int at = CHECK - 1; at >= 0; at--) {
      out[at] = DIGITS.charAt((int) (rest % DIGITS.length()));
      rest /= DIGITS.length();
    }
    return new String(out);
  }
}
