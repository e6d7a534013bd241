package dev.coffer.scanner.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what {@link PackWriter} wrote, from any place of it. Whoever reads has checked that nothing is
 * changed; a length that cannot be is refused all the same.
 */
final class PackReader {
  private final byte[] bytes;
  private int at;

  PackReader(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  int integer() {
    require(4);
    int value = (bytes[at] & 0xFF) << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | (bytes[at + 3] & 0xFF);
    at += 4;
    return value;
  }

  boolean flag() {
    require(1);
    return bytes[at++] != 0;
  }

  double number() {
    long high = integer();
    return Double.longBitsToDouble(high << 32 | (integer() & 0xFFFFFFFFL));
  }

  String text() {
    int length = integer();
    int count = Math.absExact(length);
    require(count);
    String text = new String(bytes, at, count, length < 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    at += count;
    return text;
  }

  byte[] bytes() {
    int count = count(1);
    byte[] copy = new byte[count];
    System.arraycopy(bytes, at, copy, 0, count);
    at += count;
    return copy;
  }

  int[] integers() {
    int[] values = new int[count(4)];
    ByteBuffer.wrap(bytes, at, 4 * values.length).asIntBuffer().get(values);
    at += 4 * values.length;
    return values;
  }

  int[][] tables() {
    int[][] tables = new int[count(4)][];
    for (int index = 0; index < tables.length; index++) {
      tables[index] = integers();
    }
    return tables;
  }

  <T> List<T> list(Supplier<T> read) {
    int count = count(1);
    List<T> items = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      items.add(read.get());
    }
    return items;
  }

  List<String> texts() {
    return list(this::text);
  }

  <T> Optional<T> optional(Supplier<T> read) {
    return flag() ? Optional.of(read.get()) : Optional.empty();
  }

  /** How many items of at least that size follow. */
  private int count(int size) {
    int count = integer();
    if (count < 0) {
      throw new IllegalStateException("a length is negative");
    }
    require((long) count * size);
    return count;
  }

  private void require(long count) {
    if (count > bytes.length - at) {
      throw new IllegalStateException("it ends too early");
    }
  }
}
