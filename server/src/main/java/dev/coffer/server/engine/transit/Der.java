package dev.coffer.server.engine.transit;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The little of DER (X.690) that forms of keys and signatures need: tag, length, value. */
final class Der {
  private Der() {}

  /** One value; the parts stand behind one another in it. */
  static byte[] of(int tag, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.write(0x81);
      out.write(length);
    } else {
      out.write(0x82); // Nothing here has 64 KiB.
      out.write(length >> 8);
      out.write(length);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Reads values one after another; {@code IllegalArgumentException} when they are not as expected. */
  static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    boolean more() {
      return at < bytes.length;
    }

    boolean next(int tag) {
      return more() && (bytes[at] & 0xff) == tag;
    }

    /** The value of the element that comes next, whose tag must be this one. */
    byte[] value(int tag) {
      if (!next(tag)) {
        throw broken();
      }
      at++;
      int length = length();
      if (length < 0 || length > bytes.length - at) {
        throw broken();
      }
      byte[] value = Arrays.copyOfRange(bytes, at, at + length);
      at += length;
      return value;
    }

    private int length() {
      int first = octet();
      if (first < 0x80) {
        return first;
      }
      int count = first & 0x7f;
      if (count < 1 || count > 3) {
        throw broken();
      }
      int length = 0;
      for (int octet = 0; octet < count; octet++) {
        length = (length << 8) | octet();
      }
      if (length < 0x80 || (length >> (8 * (count - 1))) == 0) {
        throw broken(); // The shortest form is the only one.
      }
      return length;
    }

    private int octet() {
      if (!more()) {
        throw broken();
      }
      return bytes[at++] & 0xff;
    }

    private static IllegalArgumentException broken() {
      return new IllegalArgumentException("not the DER that is expected");
    }
  }
}
