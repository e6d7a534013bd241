package dev.coffer.scanner;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes lent from a larger array: whoever gets them reads and does not keep or change them. */
public final class Bytes {
  private final byte[] array;
  private final int length;

  private Bytes(byte[] array, int length) {
    this.array = array;
    this.length = length;
  }

  /** The first {@code length} bytes of the array, without a copy. */
  public static Bytes of(byte[] array, int length) {
    if (length < 0 || length > array.length) {
      throw new IllegalArgumentException("no such length");
    }
    return new Bytes(array, length);
  }

  public static Bytes of(byte[] array) {
    return new Bytes(array, array.length);
  }

  public static Bytes ofText(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return length;
  }

  public byte at(int index) {
    return array[index];
  }

  /** The array itself, for loops that must be fast; only the first {@link #length()} bytes count. */
  public byte[] array() {
    return array;
  }

  public byte[] copy() {
    return Arrays.copyOf(array, length);
  }
}
