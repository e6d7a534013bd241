package dev.coffer.kit.http;

import dev.coffer.kit.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads answers of HTTP/1.1 (RFC 9112): as much of it as a client with whole bodies needs. */
public final class ResponseReader {
  private static final int LINE_BYTES_MAX = 64 * 1024;
  private static final int HEADERS_MAX = 200;

  private final int bodyBytesMax;

  /** @param bodyBytesMax beyond it an answer is refused */
  public ResponseReader(int bodyBytesMax) {
    this.bodyBytesMax = bodyBytesMax;
  }

  /**
   * Reads one answer, after any that were only provisional.
   *
   * @param method that was asked with
   * @throws EOFException if the connection ended before the first byte of the answer
   * @throws IOException with words for whoever chose the server, when it is no such answer
   */
  public Response read(InputStream in, String method) throws IOException {
    while (true) {
      String statusLine = line(in);
      int status = status(statusLine);
      Map<String, String> headers = headers(in);
      if (status >= 200) {
        return new Response(status, headers, SecretBytes.owning(body(in, method, status, headers)));
      }
    }
  }

  private static int status(String line) throws IOException {
    if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
      return number(line.substring(9, 12), 10);
    }
    // A TLS alert starts with the byte 21.
    throw new IOException(
        line.startsWith("\u0015")
            ? "the server speaks TLS: use an https:// address"
            : "the server does not answer in HTTP/1.1");
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int count = 0; count < HEADERS_MAX; count++) {
      String line = line(in);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("the server sent a broken header");
      }
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    throw new IOException("the server sent too many headers");
  }

  private byte[] body(InputStream in, String method, int status, Map<String, String> headers)
      throws IOException {
    if (method.equals("HEAD") || status == 204 || status == 304) {
      return new byte[0];
    }
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return chunks(in);
    }
    String length = headers.get("content-length");
    return length == null ? atMost(in, bodyBytesMax) : exactly(in, bodyLength(length));
  }

  private byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line(in).split(";", 2)[0].strip();
      int length = number(size, 16);
      if (length == 0) {
        headers(in);
        return body.toByteArray();
      }
      if (body.size() + (long) length > bodyBytesMax) {
        throw new IOException("the server's answer is too large");
      }
      body.write(exactly(in, length));
      if (!line(in).isEmpty()) {
        throw new IOException("the server sent a broken chunk");
      }
    }
  }

  private int bodyLength(String text) throws IOException {
    int length = number(text, 10);
    if (length > bodyBytesMax) {
      throw new IOException("the server's answer is too large");
    }
    return length;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Falls through to the same words.
    }
    throw new IOException("the server's answer has a broken length");
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the connection ended in the middle of the answer");
    }
    return bytes;
  }

  private static byte[] atMost(InputStream in, int limit) throws IOException {
    byte[] bytes = in.readNBytes(limit);
    if (in.read() >= 0) {
      throw new IOException("the server's answer is too large");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection without an answer");
      }
      if (line.size() >= LINE_BYTES_MAX) {
        throw new IOException("the server sent a line that is too long");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
