package dev.coffer.client.wire;

import dev.coffer.kit.SecretBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of an HTTP/1.1 request (RFC 9112) with a whole body. */
final class HttpFormat {
  private HttpFormat() {}

  static void write(Request request, String host, OutputStream out) throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\n");
    request.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    int length = request.body().map(SecretBytes::size).orElse(0);
    if (length > 0 || !request.method().equals("GET")) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    ByteArrayOutputStream message = new WipedBuffer(head.length() + length + 256);
    try (message) {
      message.write(head.toString().getBytes(StandardCharsets.UTF_8));
      if (request.token().isPresent()) {
        message.write("X-Vault-Token: ".getBytes(StandardCharsets.US_ASCII));
        request.token().get().read(bytes -> append(message, bytes));
        message.write('\r');
        message.write('\n');
      }
      message.write('\r');
      message.write('\n');
      request.body().ifPresent(body -> body.read(bytes -> append(message, bytes)));
      message.writeTo(out);
      out.flush();
    }
  }

  private static boolean append(ByteArrayOutputStream message, byte[] bytes) {
    message.write(bytes, 0, bytes.length);
    return true;
  }

  /** A buffer that is wiped when closed: it held the token and the body. */
  private static final class WipedBuffer extends ByteArrayOutputStream {
    WipedBuffer(int size) {
      super(size);
    }

    @Override
    public void close() {
      java.util.Arrays.fill(buf, (byte) 0);
    }
  }
}
