package dev.coffer.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** An exact number of requests over a few keep-alive connections, for what wrk cannot count. */
final class Loader {

  /**
   * @param body empty for none
   */
  record Request(String method, String path, String body) {}

  record Reply(int status, String body) {
    Reply expect(int... allowed) {
      for (int one : allowed) {
        if (status == one) {
          return this;
        }
      }
      throw new IllegalStateException("status " + status + ": " + body);
    }
  }

  /** One keep-alive connection. */
  static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final String headers;

    Connection(int port, String token) throws IOException {
      this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      this.in = new BufferedInputStream(socket.getInputStream(), 16_384);
      String auth = token.isEmpty() ? "" : "X-Vault-Token: " + token + "\r\n";
      this.headers = " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + auth;
    }

    Reply send(Request request) throws IOException {
      byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
      String head =
          request.method() + " " + request.path() + headers + "Content-Length: " + body.length + "\r\n\r\n";
      byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
      byte[] all = new byte[headBytes.length + body.length];
      System.arraycopy(headBytes, 0, all, 0, headBytes.length);
      System.arraycopy(body, 0, all, headBytes.length, body.length);
      socket.getOutputStream().write(all);
      return reply();
    }

    private Reply reply() throws IOException {
      int status = Integer.parseInt(line().split(" ", 3)[1]);
      int length = 0;
      boolean chunked = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).trim());
        }
        chunked |= lower.startsWith("transfer-encoding:");
      }
      return new Reply(status, chunked ? chunks() : text(length));
    }

    private String chunks() throws IOException {
      StringBuilder whole = new StringBuilder();
      int length = Integer.parseInt(line(), 16);
      while (length > 0) {
        whole.append(text(length));
        line();
        length = Integer.parseInt(line(), 16);
      }
      line();
      return whole.toString();
    }

    private String text(int length) throws IOException {
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      int next = in.read();
      while (next != '\n') {
        if (next < 0) {
          throw new IOException("the server closed the connection");
        }
        if (next != '\r') {
          line.append((char) next);
        }
        next = in.read();
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Loader() {}

  static Reply once(int port, String token, Request request) throws IOException {
    try (Connection connection = new Connection(port, token)) {
      return connection.send(request);
    }
  }

  /** Sends {@code count} requests; returns the bodies of the replies if {@code keep}. */
  static List<String> run(
      int port, String token, int count, boolean keep, IntFunction<Request> requests)
      throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    List<Future<List<String>>> parts = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int one = 0; one < Settings.CONNECTIONS; one++) {
        parts.add(threads.submit(() -> sendSome(port, token, count, keep, requests, next)));
      }
    }
    List<String> bodies = new ArrayList<>();
    for (Future<List<String>> part : parts) {
      bodies.addAll(part.get());
    }
    return bodies;
  }

  private static List<String> sendSome(
      int port, String token, int count, boolean keep, IntFunction<Request> requests, AtomicInteger next)
      throws IOException {
    List<String> bodies = new ArrayList<>();
    try (Connection connection = new Connection(port, token)) {
      for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
        Reply reply = connection.send(requests.apply(number)).expect(200, 204);
        if (keep) {
          bodies.add(reply.body());
        }
      }
    }
    return bodies;
  }
}
