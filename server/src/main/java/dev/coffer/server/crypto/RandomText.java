package dev.coffer.server.crypto;

import dev.coffer.kit.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** Random letters and digits (base 62, 5.95 bits a character), every one equally likely. */
public final class RandomText {
  private static final byte[] ALPHABET = alphabet();

  /** The greatest multiple of 62 in a byte: greater ones are drawn again, or 0 to 7 would be likelier. */
  private static final int FAIR = 256 - 256 % ALPHABET.length;

  private final SecureRandom random;

  public RandomText(SecureRandom random) {
    this.random = random;
  }

  /** For what must not be guessed: at 24 characters it has 142 bits. */
  public SecretBytes secret(int characters) {
    return SecretBytes.owning(ascii(characters));
  }

  /** For names that are no secret, such as accessors and ids. */
  public String text(int characters) {
    return new String(ascii(characters), StandardCharsets.US_ASCII);
  }

  private byte[] ascii(int characters) {
    byte[] text = new byte[characters];
    byte[] drawn = new byte[Math.max(16, characters + characters / 8)];
    int at = 0;
    while (at < characters) {
      random.nextBytes(drawn);
      for (int i = 0; i < drawn.length && at < characters; i++) {
        int value = drawn[i] & 0xff;
        if (value < FAIR) {
          text[at++] = ALPHABET[value % ALPHABET.length];
        }
      }
    }
    Arrays.fill(drawn, (byte) 0);
    return text;
  }

  private static byte[] alphabet() {
    StringBuilder all = new StringBuilder();
    for (char c = '0'; c <= '9'; c++) {
      all.append(c);
    }
    for (char c = 'A'; c <= 'Z'; c++) {
      all.append(c).append(Character.toLowerCase(c));
    }
    return all.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
