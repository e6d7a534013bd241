package dev.coffer.server.gate.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of one JSON record, written without a tree in between. Members with nothing to say are left
 * out, as Vault leaves them out.
 */
final class RecordBuffer {
  /** Longer strings of strangers are cut to this many bytes, and their length is told. */
  static final int CUT_BYTES = 4_096;

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[2_048];
  private int size;

  /** The next member or item needs a comma. */
  private boolean comma;

  private final boolean cut;

  RecordBuffer(boolean cut) {
    this.cut = cut;
  }

  RecordBuffer open(String name) {
    name(name);
    return open();
  }

  RecordBuffer open() {
    separate();
    put('{');
    comma = false;
    return this;
  }

  RecordBuffer close() {
    put('}');
    comma = true;
    return this;
  }

  RecordBuffer openArray(String name) {
    name(name);
    separate();
    put('[');
    comma = false;
    return this;
  }

  RecordBuffer openArray() {
    separate();
    put('[');
    comma = false;
    return this;
  }

  RecordBuffer closeArray() {
    put(']');
    comma = true;
    return this;
  }

  /** The name of a member; its value comes next. */
  RecordBuffer name(String name) {
    separate();
    quote(name);
    put(':');
    comma = false;
    return this;
  }

  RecordBuffer text(String value) {
    separate();
    quote(value);
    comma = true;
    return this;
  }

  /** A number, {@code true}, {@code false} or {@code null} as it is. */
  RecordBuffer literal(String value) {
    separate();
    for (int at = 0; at < value.length(); at++) {
      put(value.charAt(at));
    }
    comma = true;
    return this;
  }

  /** A member, unless the value is empty. */
  RecordBuffer member(String name, String value) {
    return value.isEmpty() ? this : name(name).text(value);
  }

  /** A member, unless the value is 0. */
  RecordBuffer member(String name, long value) {
    return value == 0 ? this : name(name).literal(Long.toString(value));
  }

  RecordBuffer member(String name, Iterable<String> values) {
    if (!values.iterator().hasNext()) {
      return this;
    }
    openArray(name);
    values.forEach(this::text);
    return closeArray();
  }

  /** Members that another buffer holds, without its braces. */
  RecordBuffer members(byte[] ready) {
    if (ready.length > 0) {
      separate();
      again(ready, 0, ready.length);
    }
    return this;
  }

  /** A piece of another record as it stands there, with its comma. */
  RecordBuffer again(byte[] record, int from, int to) {
    ensure(to - from);
    System.arraycopy(record, from, bytes, size, to - from);
    size += to - from;
    comma = true;
    return this;
  }

  /** In bytes, up to now. */
  int size() {
    return size;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void separate() {
    if (comma) {
      put(',');
      comma = false;
    }
  }

  private void quote(String value) {
    put('"');
    if (cut && value.length() > CUT_BYTES / 4) {
      quoteCut(value);
    } else {
      escape(value, value.length());
    }
    put('"');
  }

  private void quoteCut(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    if (utf8.length <= CUT_BYTES) {
      escape(value, value.length());
      return;
    }
    // A character has 1 to 4 bytes, so this many characters are never more than the limit.
    escape(value, CUT_BYTES / 4);
    escape("... (" + utf8.length + " bytes)", Integer.MAX_VALUE);
  }

  private void escape(String value, int charsMax) {
    int end = Math.min(value.length(), charsMax);
    int plain = plain(value, end);
    for (int at = plain; at < end; at++) {
      char c = value.charAt(at);
      if (isPlain(c)) {
        put(c);
      } else {
        at += escape(value, at, end);
      }
    }
  }

  /** Most strings need no care from begin to end: they are written without a check for each byte. */
  private int plain(String value, int end) {
    ensure(end);
    byte[] to = bytes;
    int offset = size;
    int at = 0;
    while (at < end && isPlain(value.charAt(at))) {
      to[offset + at] = (byte) value.charAt(at);
      at++;
    }
    size = offset + at;
    return at;
  }

  private static boolean isPlain(char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
  }

  /** Writes one character that needs care; returns how many more units than one it took. */
  private int escape(String value, int at, int end) {
    char c = value.charAt(at);
    if (c == '"' || c == '\\') {
      put('\\');
      put(c);
    } else if (c < 0x80) {
      unicode(c);
    } else if (Character.isHighSurrogate(c) && at + 1 < end && Character.isLowSurrogate(value.charAt(at + 1))) {
      utf8(Character.toCodePoint(c, value.charAt(at + 1)));
      return 1;
    } else if (Character.isSurrogate(c)) {
      unicode('\ufffd');
    } else if (c == '\u2028' || c == '\u2029') {
      unicode(c); // Line ends to some readers of logs.
    } else {
      utf8(c);
    }
    return 0;
  }

  private void unicode(char c) {
    put('\\');
    put('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      put((char) HEX[(c >> shift) & 0xf]);
    }
  }

  private void utf8(int codePoint) {
    if (codePoint < 0x800) {
      put((char) (0xc0 | (codePoint >> 6)));
    } else {
      if (codePoint < 0x1_0000) {
        put((char) (0xe0 | (codePoint >> 12)));
      } else {
        put((char) (0xf0 | (codePoint >> 18)));
        put((char) (0x80 | ((codePoint >> 12) & 0x3f)));
      }
      put((char) (0x80 | ((codePoint >> 6) & 0x3f)));
    }
    put((char) (0x80 | (codePoint & 0x3f)));
  }

  private void put(char c) {
    ensure(1);
    bytes[size++] = (byte) c;
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
