package dev.coffer.server.outgoing;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.http.Response;
import dev.coffer.kit.http.ResponseReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Calls over sockets of its own, one connection a call. The JDK's clients look a name up by themselves
 * when they connect, so that what was checked and what is called may be two addresses; here the address
 * that was checked is the one that is called. Proxies are not used.
 */
public final class SocketOutgoing implements Outgoing {
  /** Calls at work; more wait their turn, within their time. */
  static final int AT_ONCE_MAX = 64;

  /** Addresses of one name that are tried. */
  private static final int ADDRESSES_MAX = 4;

  private final Reach reach;
  private final Authorities authorities = new Authorities();
  private final Semaphore turns = new Semaphore(AT_ONCE_MAX, true);

  public SocketOutgoing(Reach reach) {
    this.reach = reach;
  }

  @Override
  public Response send(Call call) throws Unanswered {
    try {
      if (!turns.tryAcquire(call.limits().time().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Unanswered("too many calls are at work");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Unanswered("the call was interrupted");
    }
    try {
      return exchange(call);
    } catch (IOException failed) {
      throw new Unanswered(words(failed));
    } catch (GeneralSecurityException _) {
      throw new Unanswered("the certificates to trust cannot be read");
    } finally {
      turns.release();
    }
  }

  private Response exchange(Call call) throws IOException, GeneralSecurityException, Unanswered {
    try (Socket plain = connect(call);
        Socket socket = call.isTls() ? handshake(plain, call) : plain) {
      write(call, socket.getOutputStream());
      return new ResponseReader(call.limits().answerBytesMax())
          .read(new BufferedInputStream(socket.getInputStream()), call.method().name());
    }
  }

  private Socket connect(Call call) throws IOException, Unanswered {
    IOException last = new UnknownHostException();
    for (InetAddress address : allowed(call)) {
      DeadlineSocket socket = new DeadlineSocket(call.limits().time());
      try {
        socket.setTcpNoDelay(true);
        socket.connectTo(new InetSocketAddress(address, call.port()));
        return socket;
      } catch (IOException failed) {
        socket.close();
        last = failed;
      }
    }
    throw last;
  }

  private List<InetAddress> allowed(Call call) throws IOException, Unanswered {
    List<InetAddress> allowed =
        Stream.of(InetAddress.getAllByName(call.host()))
            .filter(reach::includes)
            .filter(address -> call.isTls() || call.answerIsSigned() || address.isLoopbackAddress())
            .limit(ADDRESSES_MAX)
            .toList();
    if (allowed.isEmpty()) {
      throw new Unanswered(
          call.isTls()
              ? "its address is not public and not in outgoing_allowed_networks"
              : "without TLS only this machine itself is called, and only when"
                  + " outgoing_allowed_networks has it");
    }
    return allowed;
  }

  private SSLSocket handshake(Socket plain, Call call) throws IOException, GeneralSecurityException {
    SSLSocket socket =
        (SSLSocket)
            authorities
                .trusting(call.authorities())
                .createSocket(plain, call.host(), call.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static void write(Call call, OutputStream out) throws IOException {
    String path = call.target().getRawPath();
    String query = call.target().getRawQuery();
    StringBuilder head = new StringBuilder(256);
    head.append(call.method()).append(' ').append(path.isEmpty() ? "/" : path);
    if (query != null) {
      head.append('?').append(query);
    }
    head.append(" HTTP/1.1\r\nHost: ").append(call.target().getRawAuthority()).append("\r\n");
    head.append("Connection: close\r\n");
    call.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    int length = call.body().map(SecretBytes::size).orElse(0);
    if (call.method() == Call.Method.POST) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    byte[] message = new byte[start.length + length];
    System.arraycopy(start, 0, message, 0, start.length);
    call.body()
        .ifPresent(
            body ->
                body.read(
                    bytes -> {
                      System.arraycopy(bytes, 0, message, start.length, length);
                      return true;
                    }));
    out.write(message);
    out.flush();
  }

  private static String words(IOException failed) {
    return switch (failed) {
      case UnknownHostException _ -> "its name is not known";
      case ConnectException _ -> "it does not accept connections";
      case SocketTimeoutException _ -> "it does not answer in time";
      case SSLException _ -> "its certificate is not trusted for that name";
      default -> "it sends no answer, or a broken one, or one that is too large";
    };
  }
}
