package dev.coffer.scanner.walk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of a stream as places in a buffer, without a copy of each. A line that is longer than the
 * buffer may become comes in several parts.
 */
final class LineReader {
  private static final int START = 256 * 1024;
  static final int LINE_MAX = 2 * 1024 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[START];
  private int from;
  private int to;
  private int limit;
  private boolean complete;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Goes to the next line, or the next part of one; false at the end. */
  boolean next() throws IOException {
    from = to;
    int at = from;
    while (true) {
      while (at < limit) {
        if (buffer[at++] == '\n') {
          to = at;
          complete = true;
          return true;
        }
      }
      if (limit - from >= LINE_MAX) {
        to = limit;
        complete = false;
        return true;
      }
      int searched = at - from;
      if (!fill()) {
        to = limit;
        complete = true;
        return from < to;
      }
      at = from + searched;
    }
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, limit - from);
      limit -= from;
      from = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(LINE_MAX, 2 * buffer.length));
    }
    int count = in.read(buffer, limit, buffer.length - limit);
    if (count <= 0) {
      return false;
    }
    limit += count;
    return true;
  }

  byte[] buffer() {
    return buffer;
  }

  int from() {
    return from;
  }

  /** Behind the line end, if the line has one. */
  int to() {
    return to;
  }

  int length() {
    return to - from;
  }

  /** Whether this is a whole line, or the last part of one. */
  boolean isComplete() {
    return complete;
  }

  byte first() {
    return buffer[from];
  }

  boolean startsWith(String ascii) {
    if (length() < ascii.length()) {
      return false;
    }
    for (int index = 0; index < ascii.length(); index++) {
      if (buffer[from + index] != ascii.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  /** The line without its end, from an index on. */
  String text(int index) {
    int end = to > from && buffer[to - 1] == '\n' ? to - 1 : to;
    return new String(buffer, Math.min(from + index, end), Math.max(0, end - from - index), StandardCharsets.UTF_8);
  }
}
