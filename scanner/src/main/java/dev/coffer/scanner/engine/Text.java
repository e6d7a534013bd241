package dev.coffer.scanner.engine;

import dev.coffer.scanner.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes and the characters that they are. Bytes that are no UTF-8 count as one U+FFFD each, as in
 * Go, and places are told in bytes.
 */
final class Text {
  private final byte[] bytes;
  private final int length;
  private final boolean ascii;
  private @Nullable String chars;
  private int @Nullable [] offsets;

  private Text(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
    this.ascii = isAscii(bytes, length);
  }

  static Text of(Bytes content) {
    return new Text(content.array(), content.length());
  }

  static Text of(byte[] bytes) {
    return new Text(bytes, bytes.length);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isAscii() {
    return ascii;
  }

  String chars() {
    String made = chars;
    if (made == null) {
      made = ascii ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1) : decode(0, length);
      chars = made;
    }
    return made;
  }

  /** From the index of a character to that of its first byte. */
  int byteAt(int index) {
    if (ascii) {
      return index;
    }
    int[] made = offsets;
    if (made == null) {
      made = new int[chars().length() + 1];
      int at = 0;
      int count = 0;
      while (at < length) {
        int size = size(at);
        made[count++] = at;
        if (size == 4) {
          made[count++] = at;
        }
        at += size;
      }
      made[count] = length;
      offsets = made;
    }
    return made[index];
  }

  /** The text between two places in bytes. */
  String between(int from, int to) {
    int start = Math.clamp(from, 0, length);
    int end = Math.clamp(to, start, length);
    return ascii ? new String(bytes, start, end - start, StandardCharsets.ISO_8859_1) : decode(start, end);
  }

  private String decode(int from, int to) {
    char[] out = new char[to - from];
    int count = 0;
    int at = from;
    while (at < to) {
      int lead = bytes[at];
      if (lead >= 0) {
        out[count++] = (char) lead;
        at++;
        continue;
      }
      int size = Math.min(size(at), to - at);
      switch (size) {
        case 1 -> out[count++] = '\uFFFD';
        case 2 -> out[count++] = (char) (((lead & 0x1F) << 6) | (bytes[at + 1] & 0x3F));
        case 3 -> out[count++] = (char) (((lead & 0x0F) << 12) | ((bytes[at + 1] & 0x3F) << 6) | (bytes[at + 2] & 0x3F));
        default -> {
          int codePoint =
              ((lead & 0x07) << 18)
                  | ((bytes[at + 1] & 0x3F) << 12)
                  | ((bytes[at + 2] & 0x3F) << 6)
                  | (bytes[at + 3] & 0x3F);
          out[count++] = Character.highSurrogate(codePoint);
          out[count++] = Character.lowSurrogate(codePoint);
        }
      }
      at += size;
    }
    return new String(out, 0, count);
  }

  /**
   * Whether it holds one of the letters that are not ASCII and that case folding makes ASCII: the
   * long s, the dotted capital I and the Kelvin sign.
   */
  boolean foldsToAscii() {
    for (int at = 0; at + 1 < length; at++) {
      int lead = bytes[at] & 0xFF;
      int second = bytes[at + 1] & 0xFF;
      boolean kelvin = lead == 0xE2 && second == 0x84 && follows(at + 2, 0xAA, 0xAA);
      if (kelvin || (lead == 0xC5 && second == 0xBF) || (lead == 0xC4 && second == 0xB0)) {
        return true;
      }
    }
    return false;
  }

  /** From the index of an ASCII byte, or the one behind it, to that of its character. */
  int charAt(int byteIndex) {
    if (ascii) {
      return byteIndex;
    }
    int low = 0;
    int high = chars().length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (byteAt(middle) < byteIndex) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many bytes the character at that place has; 1 for a byte that is no UTF-8. */
  private int size(int at) {
    int lead = bytes[at];
    if (lead >= 0) {
      return 1;
    }
    lead &= 0xFF;
    if (lead >= 0xC2 && lead <= 0xDF) {
      return follows(at + 1, 0x80, 0xBF) ? 2 : 1;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
      int low = lead == 0xE0 ? 0xA0 : 0x80;
      int high = lead == 0xED ? 0x9F : 0xBF;
      return follows(at + 1, low, high) && follows(at + 2, 0x80, 0xBF) ? 3 : 1;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
      int low = lead == 0xF0 ? 0x90 : 0x80;
      int high = lead == 0xF4 ? 0x8F : 0xBF;
      return follows(at + 1, low, high) && follows(at + 2, 0x80, 0xBF) && follows(at + 3, 0x80, 0xBF) ? 4 : 1;
    }
    return 1;
  }

  private boolean follows(int at, int low, int high) {
    return at < length && (bytes[at] & 0xFF) >= low && (bytes[at] & 0xFF) <= high;
  }

  private static boolean isAscii(byte[] bytes, int length) {
    int at = 0;
    // Four bytes a turn: the compiler makes wide loads of it.
    int any = 0;
    for (; at + 64 <= length; at += 64) {
      for (int index = 0; index < 64; index++) {
        any |= bytes[at + index];
      }
      if (any < 0) {
        return false;
      }
    }
    for (; at < length; at++) {
      any |= bytes[at];
    }
    return any >= 0;
  }
}
