package dev.coffer.server.transport;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;

/**
 * A connection's bytes on their way to the web server's parser, which takes {@code get} for {@code
 * GET} and has no answer for a method with control characters. So each request line is checked here
 * first: the method is upper-case letters (RFC 9110 §9.1: methods are case-sensitive), and nothing in
 * the line is a control character or beyond ASCII.
 */
final class RequestLines extends DataReader {
  private static final int METHOD_CHARS_MAX = 16;

  private boolean lineExpected = true;

  // Later versions of Helidon may close this class to us; ours is pinned, and RequestLinesTest watches.
  @SuppressWarnings("removal")
  RequestLines(DataReader source) {
    super(() -> next(source));
  }

  private static byte[] next(DataReader source) {
    source.ensureAvailable();
    return source.readBytes(source.available());
  }

  /** The next thing that is read as bytes is a request line: headers and bodies are read otherwise. */
  void expectLine() {
    lineExpected = true;
  }

  @Override
  public byte[] readBytes(int length) {
    byte[] bytes = super.readBytes(length);
    if (lineExpected) {
      lineExpected = false;
      check(bytes);
    }
    return bytes;
  }

  private static void check(byte[] line) {
    int method = 0;
    while (method < line.length && line[method] >= 'A' && line[method] <= 'Z') {
      method++;
    }
    boolean isMethod = method > 0 && method <= METHOD_CHARS_MAX && method < line.length && line[method] == ' ';
    boolean isText = true;
    for (byte b : line) {
      isText &= b >= ' ' && b < 0x7f;
    }
    if (!isMethod || !isText) {
      throw RequestException.builder()
          .type(EventType.BAD_REQUEST)
          .message("not a request line")
          .setKeepAlive(false)
          .build();
    }
  }
}
