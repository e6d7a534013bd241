package dev.coffer.client.cli;

import dev.coffer.client.cli.args.UsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The port at which a browser comes back from a provider: one request counts, others are told so. */
final class BrowserReturn implements AutoCloseable {
  static final String PATH = "/oidc/callback";

  private static final int LINE_BYTES_MAX = 16_384;
  private static final int REQUEST_MILLIS_MAX = 5_000;
  private static final int WAITING_MAX = 10;
  private static final String DONE = "Logged in: this window can be closed, the terminal has the rest.";
  private static final String ELSEWHERE = "This is not the address that a login comes back to.";

  private final ServerSocket listening;

  private BrowserReturn(ServerSocket listening) {
    this.listening = listening;
  }

  static BrowserReturn at(InetAddress address, int port) throws IOException {
    ServerSocket listening = new ServerSocket();
    try {
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(address, port), WAITING_MAX);
      return new BrowserReturn(listening);
    } catch (IOException failed) {
      listening.close();
      throw failed;
    }
  }

  /** The query that somebody comes back with. */
  Map<String, String> await(Duration time) throws IOException {
    long start = System.nanoTime();
    while (true) {
      long left = time.toMillis() - (System.nanoTime() - start) / 1_000_000;
      if (left <= 0) {
        throw new UsageException("nobody came back from the provider in " + time.toMinutes() + " minutes");
      }
      listening.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
      try (Socket socket = listening.accept()) {
        socket.setSoTimeout(REQUEST_MILLIS_MAX);
        Optional<Map<String, String>> query = answered(socket);
        if (query.isPresent()) {
          return query.get();
        }
      } catch (SocketTimeoutException _) {
        // Looked at above: either the time is over, or one browser was slow.
      }
    }
  }

  private static Optional<Map<String, String>> answered(Socket socket) throws IOException {
    String line = line(socket.getInputStream());
    String[] words = line.split(" ", 3);
    boolean asks = words.length == 3 && words[0].equals("GET");
    String target = asks ? words[1] : "";
    boolean ours = target.startsWith(PATH + "?");
    String text = ours ? DONE : ELSEWHERE;
    socket
        .getOutputStream()
        .write(
            ("HTTP/1.1 " + (ours ? "200 OK" : "404 Not Found")
                    + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + text.length()
                    + "\r\nConnection: close\r\n\r\n" + text)
                .getBytes(StandardCharsets.US_ASCII));
    return ours ? Optional.of(query(target.substring(PATH.length() + 1))) : Optional.empty();
  }

  /** The first line; the headers say nothing that counts, but a browser wants them read. */
  private static String line(InputStream socket) throws IOException {
    InputStream in = new BufferedInputStream(socket);
    StringBuilder first = new StringBuilder();
    int lineBytes = 0;
    boolean isFirst = true;
    for (int count = 0; count < LINE_BYTES_MAX; count++) {
      int b = in.read();
      if (b < 0 || (b == '\n' && lineBytes == 0)) {
        return first.toString();
      }
      if (b == '\n') {
        isFirst = false;
        lineBytes = 0;
      } else if (b != '\r') {
        lineBytes++;
        if (isFirst) {
          first.append((char) b);
        }
      }
    }
    return first.toString();
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        try {
          query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
          return Map.of(); // The server will say that the state is missing.
        }
      }
    }
    return query;
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException _) {
      // The login is over in any case.
    }
  }
}
