package dev.coffer.server.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket whose every wait ends at one point of time. A time-out of each read would not do: who sends
 * a byte now and then could hold the caller for ever. TLS on top of it reads through the same stream.
 */
final class DeadlineSocket extends Socket {
  private final long startNanos;
  private final long nanos;

  DeadlineSocket(Duration time) {
    this.startNanos = System.nanoTime();
    this.nanos = time.toNanos();
  }

  void connectTo(InetSocketAddress address) throws IOException {
    connect(address, remainingMillis());
  }

  /** At least one, since nought would be for ever. */
  private int remainingMillis() throws SocketTimeoutException {
    long left = (nanos - (System.nanoTime() - startNanos)) / 1_000_000;
    if (left <= 0) {
      throw new SocketTimeoutException("no answer in time");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    InputStream bytes = super.getInputStream();
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        setSoTimeout(remainingMillis());
        return bytes.read(into, offset, length);
      }

      @Override
      public int available() throws IOException {
        return bytes.available();
      }

      @Override
      public void close() throws IOException {
        DeadlineSocket.this.close();
      }
    };
  }
}
