package dev.coffer.scanner.checksum;

/** Reads bytes from front to back; what cannot be read is −1 or false, never an exception. */
final class Fields {
  private static final int VARINT_BYTES_MAX = 4;

  private final byte[] bytes;
  private int at;

  Fields(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The next byte, 0 to 255; −1 at the end. */
  int next() {
    return at < bytes.length ? bytes[at++] & 0xff : -1;
  }

  /** Seven bits a byte, lowest first; −1 where it is cut off or longer than any token needs. */
  int varint() {
    int value = 0;
    for (int i = 0; i < VARINT_BYTES_MAX; i++) {
      int next = next();
      if (next < 0) {
        return -1;
      }
      value |= (next & 0x7f) << (7 * i);
      if (next < 0x80) {
        return value;
      }
    }
    return -1;
  }

  /** Whether there were so many bytes to step over. */
  boolean skip(int count) {
    if (count < 0 || count > bytes.length - at) {
      return false;
    }
    at += count;
    return true;
  }

  boolean atEnd() {
    return at == bytes.length;
  }
}
