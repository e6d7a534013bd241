package dev.coffer.scanner.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes what {@link PackReader} reads: whole numbers of four bytes, and texts and lists after their length. */
final class PackWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  int size() {
    return out.size();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  void integer(int value) {
    out.write(value >>> 24);
    out.write(value >>> 16);
    out.write(value >>> 8);
    out.write(value);
  }

  void flag(boolean value) {
    out.write(value ? 1 : 0);
  }

  void number(double value) {
    long bits = Double.doubleToLongBits(value);
    integer((int) (bits >>> 32));
    integer((int) bits);
  }

  /** Nearly all texts are ASCII, which needs no decoding: a negative length tells the others. */
  void text(String text) {
    boolean ascii = text.chars().allMatch(c -> c < 128);
    Charset charset = ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    byte[] bytes = text.getBytes(charset);
    integer(ascii ? bytes.length : -bytes.length);
    out.writeBytes(bytes);
  }

  void bytes(byte[] bytes) {
    integer(bytes.length);
    out.writeBytes(bytes);
  }

  void integers(int[] values) {
    integer(values.length);
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length);
    buffer.asIntBuffer().put(values);
    out.writeBytes(buffer.array());
  }

  void tables(int[][] tables) {
    integer(tables.length);
    for (int[] table : tables) {
      integers(table);
    }
  }

  <T> void list(List<T> items, Consumer<T> write) {
    integer(items.size());
    items.forEach(write);
  }

  <T> void optional(Optional<T> value, Consumer<T> write) {
    flag(value.isPresent());
    value.ifPresent(write);
  }
}
