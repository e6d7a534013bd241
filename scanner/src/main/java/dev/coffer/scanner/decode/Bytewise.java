package dev.coffer.scanner.decode;

import java.util.Arrays;
import java.util.Optional;

/** What single bytes are, and the two encodings that are read from them alone. */
final class Bytewise {
  static final byte OTHER = 0;
  static final byte WORD = 1;
  static final byte PERCENT = 2;
  static final byte BACKSLASH = 3;

  /** The kind of each byte. */
  static final byte[] KINDS = kinds();

  private static final byte[] DIGITS = digits();
  private static final byte[] STANDARD = sixBits("+/");
  private static final byte[] FOR_URLS = sixBits("-_");

  private Bytewise() {}

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (int c = 0; c < 128; c++) {
      boolean word = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || "/+-_".indexOf(c) >= 0;
      kinds[c] = word ? WORD : OTHER;
    }
    kinds['%'] = PERCENT;
    kinds['\\'] = BACKSLASH;
    return kinds;
  }

  private static byte[] digits() {
    byte[] digits = new byte[256];
    for (int c = 0; c < 256; c++) {
      digits[c] = (byte) (c < 128 ? Character.digit(c, 16) : -1);
    }
    return digits;
  }

  private static byte[] sixBits(String lastTwo) {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + lastTwo;
    for (int value = 0; value < 64; value++) {
      values[alphabet.charAt(value)] = (byte) value;
    }
    return values;
  }

  /** The value of a hexadecimal digit, or -1. */
  static int digit(byte c) {
    return DIGITS[c & 0xFF];
  }

  /** The value of four hexadecimal digits, or -1. */
  static int fourDigits(byte[] text, int length, int at) {
    if (at + 4 > length) {
      return -1;
    }
    int value = 0;
    for (int index = at; index < at + 4; index++) {
      int digit = digit(text[index]);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** What gitleaks takes for text. */
  static boolean isPlain(int value) {
    return value >= 9 && value <= 126;
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }

  static Optional<byte[]> hex(byte[] text, int start, int end) {
    if ((end - start) % 2 != 0) {
      return Optional.empty();
    }
    byte[] out = new byte[(end - start) / 2];
    for (int index = 0; index < out.length; index++) {
      int value = digit(text[start + 2 * index]) << 4 | digit(text[start + 2 * index + 1]);
      if (!isPlain(value)) {
        return Optional.empty();
      }
      out[index] = (byte) value;
    }
    return Optional.of(out);
  }

  /** Base64 with padding, else base64url without; nothing that consists of letters alone. */
  static Optional<byte[]> base64(byte[] text, int start, int end) {
    int letters = end;
    while (letters > start && text[letters - 1] == '=') {
      letters--;
    }
    if (!hasMoreThanLetters(text, start, letters)) {
      return Optional.empty();
    }
    Optional<byte[]> plain =
        (end - start) % 4 == 0 ? base64(text, start, letters, STANDARD) : Optional.empty();
    return plain.isPresent() || letters < end ? plain : base64(text, start, letters, FOR_URLS);
  }

  private static boolean hasMoreThanLetters(byte[] text, int start, int end) {
    for (int at = start; at < end; at++) {
      if (text[at] <= '9' || text[at] == '_') {
        return true;
      }
    }
    return false;
  }

  private static Optional<byte[]> base64(byte[] text, int start, int end, byte[] values) {
    int count = end - start;
    if (count % 4 == 1) {
      return Optional.empty();
    }
    byte[] out = new byte[0];
    int size = count * 3 / 4;
    int filled = 0;
    int bits = 0;
    int held = 0;
    for (int at = start; at < end; at++) {
      int value = values[text[at]];
      if (value < 0) {
        return Optional.empty();
      }
      bits = bits << 6 | value;
      held += 6;
      if (held >= 8) {
        held -= 8;
        int next = bits >> held & 0xFF;
        if (!isPlain(next)) {
          return Optional.empty();
        }
        // Most candidates fail in the first bytes: room is made for those that last.
        if (filled == out.length) {
          out = Arrays.copyOf(out, Math.min(size, Math.max(16, 2 * filled)));
        }
        out[filled++] = (byte) next;
      }
    }
    return Optional.of(out.length == filled ? out : Arrays.copyOf(out, filled));
  }
}
