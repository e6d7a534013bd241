package dev.coffer.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection from one address of loopback that sends exactly the bytes it is told to. */
final class RawConnection implements AutoCloseable {
  private static final int HEAD_BYTES_MAX = 8_192;

  private final Socket socket;
  private final InputStream in;

  /**
   * What came back.
   *
   * @param open whether the connection may be used again
   */
  record Reply(int status, boolean open) {}

  RawConnection(String source, int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.ofLiteral(source), 0);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Sends a request and reads its whole answer.
   *
   * @throws IOException when the connection was closed without one
   */
  Reply send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String head = head();
    in.skipNBytes(length(head));
    return new Reply(Integer.parseInt(head.substring(9, 12)), !head.contains("connection: close"));
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream(256);
    int inARow = 0;
    while (inARow < 4) {
      int b = in.read();
      if (b < 0 || head.size() == HEAD_BYTES_MAX) {
        throw new IOException("closed without an answer");
      }
      head.write(b);
      inARow = b == '\r' || b == '\n' ? inARow + 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
  }

  private static int length(String head) {
    int at = head.indexOf("content-length:");
    return at < 0 ? 0 : Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
