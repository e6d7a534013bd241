package dev.coffer.server.storage;

import java.nio.charset.StandardCharsets;

/**
 * The name of a row: segments separated by {@code /}, valid UTF-8, ordered as its bytes are. Names
 * are not encrypted (SECURITY.md), so no secret and no bearer value may stand in one.
 *
 * @param text at most {@link #BYTES_MAX} bytes of UTF-8
 */
public record Key(String text) implements Comparable<Key> {
  public static final int BYTES_MAX = 4_096;

  public Key {
    if (text.isEmpty() || text.length() > BYTES_MAX || utf8Length(text) > BYTES_MAX) {
      throw new IllegalArgumentException("a key has 1 to " + BYTES_MAX + " bytes");
    }
  }

  /** Refuses unpaired surrogates, which have no UTF-8: two names must never be the same bytes. */
  private static int utf8Length(String text) {
    int bytes = 0;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        throw new IllegalArgumentException("a key is valid UTF-8");
      }
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      at += Character.charCount(point);
    }
    return bytes;
  }

  public static Key of(String text) {
    return new Key(text);
  }

  /** This key's text with {@code suffix} appended as it is. */
  public Key with(String suffix) {
    return new Key(text + suffix);
  }

  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The order of the UTF-8 bytes, which is the order of code points (not of UTF-16 units). */
  @Override
  public int compareTo(Key other) {
    return compare(text, other.text);
  }

  /** The order of the UTF-8 bytes of two texts. */
  public static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int at = 0; at < length; at++) {
      char a = left.charAt(at);
      char b = right.charAt(at);
      if (a != b) {
        boolean bothSurrogatesOrNeither = Character.isSurrogate(a) == Character.isSurrogate(b);
        // A surrogate stands for a code point above U+FFFF, so it is greater than any other unit.
        return bothSurrogatesOrNeither ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  @Override
  public String toString() {
    return text;
  }
}
