package dev.coffer.client.wire;

import dev.coffer.kit.http.Response;
import dev.coffer.kit.http.ResponseReader;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * Talks to one server over one connection, which it keeps open between requests. For one thread at a
 * time.
 */
public final class SocketTransport implements Transport {
  /** A listing of a million names fits; an endless answer does not. */
  private static final ResponseReader ANSWERS = new ResponseReader(256 * 1024 * 1024);

  private final Endpoint endpoint;
  private final TlsSettings tls;
  private final Duration timeout;
  private Optional<Connection> connection = Optional.empty();

  /** @param timeout for connecting, and for each wait for bytes of the answer */
  public SocketTransport(Endpoint endpoint, TlsSettings tls, Duration timeout) {
    this.endpoint = endpoint;
    this.tls = tls;
    this.timeout = timeout;
  }

  @Override
  public Response send(Request request) throws IOException {
    boolean reused = connection.isPresent();
    try {
      return exchange(request);
    } catch (EOFException closed) {
      // The server may have closed an idle connection. Only a question can be asked twice safely.
      if (reused && (request.method().equals("GET") || request.method().equals("LIST"))) {
        return exchange(request);
      }
      throw closed;
    }
  }

  private Response exchange(Request request) throws IOException {
    Connection open = connection.isPresent() ? connection.get() : connect();
    connection = Optional.empty();
    boolean keep = false;
    try {
      HttpFormat.write(request, endpoint.hostHeader(), open.out());
      Response response = ANSWERS.read(open.in(), request.method());
      keep = staysOpen(response);
      return response;
    } finally {
      if (keep) {
        connection = Optional.of(open);
      } else {
        open.socket().close();
      }
    }
  }

  private static boolean staysOpen(Response response) {
    boolean lengthKnown =
        response.header("content-length").isPresent()
            || response.header("transfer-encoding").isPresent()
            || response.status() == 204;
    return lengthKnown && response.header("connection").filter("close"::equalsIgnoreCase).isEmpty();
  }

  private Connection connect() throws IOException {
    return endpoint instanceof Endpoint.Tcp tcp ? tcp(tcp) : unix(((Endpoint.Unix) endpoint).path());
  }

  private Connection tcp(Endpoint.Tcp tcp) throws IOException {
    String host = unbracketed(tcp.host());
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(host, tcp.port()), millis());
      plain.setSoTimeout(millis());
      Socket socket = tcp.tls() ? tls.handshake(plain, host, tcp.port()) : plain;
      return new Connection(
          socket, new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    } catch (IOException | RuntimeException failed) {
      plain.close();
      throw failed;
    }
  }

  private static Connection unix(String path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
    return new Connection(
        channel,
        new BufferedInputStream(Channels.newInputStream(channel)),
        Channels.newOutputStream(channel));
  }

  /** An IPv6 address stands in brackets in an URL and without them in a socket address. */
  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private int millis() {
    return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    try {
      if (connection.isPresent()) {
        connection.get().socket().close();
      }
    } catch (IOException _) {
      // The answers are complete; how the socket goes away changes nothing.
    }
    connection = Optional.empty();
  }

  private record Connection(Closeable socket, InputStream in, OutputStream out) {}
}
