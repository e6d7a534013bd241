package dev.coffer.scanner.walk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Text in UTF-16, which a byte order mark tells, as UTF-8. gitleaks does not find anything in it. */
final class Utf16 {
  private static final int BLOCK = 8_192;

  private Utf16() {}

  static InputStream toUtf8(PushbackInputStream in) throws IOException {
    byte[] mark = in.readNBytes(2);
    boolean little = mark.length == 2 && mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE;
    boolean big = mark.length == 2 && mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF;
    if (!little && !big) {
      in.unread(mark);
      return in;
    }
    Reader reader =
        new BufferedReader(
            new InputStreamReader(in, little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE), BLOCK);
    return new Encoded(reader);
  }

  /** Characters as UTF-8. */
  private static final class Encoded extends InputStream {
    private final Reader reader;
    private final char[] chars = new char[BLOCK];
    private byte[] bytes = new byte[0];
    private int at;

    Encoded(Reader reader) {
      this.reader = reader;
    }

    @Override
    public int read() throws IOException {
      return more() ? bytes[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      if (count == 0) {
        return 0;
      }
      if (!more()) {
        return -1;
      }
      int given = Math.min(count, bytes.length - at);
      System.arraycopy(bytes, at, into, from, given);
      at += given;
      return given;
    }

    private boolean more() throws IOException {
      while (at == bytes.length) {
        int count = reader.read(chars, 0, BLOCK - 1);
        if (count < 0) {
          return false;
        }
        // A pair of surrogates must not be cut in two.
        if (count > 0 && Character.isHighSurrogate(chars[count - 1])) {
          int low = reader.read();
          if (low >= 0) {
            chars[count++] = (char) low;
          }
        }
        bytes = new String(chars, 0, count).getBytes(StandardCharsets.UTF_8);
        at = 0;
      }
      return true;
    }
  }
}
