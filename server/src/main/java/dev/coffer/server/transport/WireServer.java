package dev.coffer.server.transport;

import dev.coffer.server.dialect.Dialect;
import dev.coffer.server.transport.ListenerSettings.Address;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The listeners, on virtual threads. HTTP/1.1; what a dialect answers is written as it is. A request
 * that the web server itself cannot read is answered in JSON without a word of its content.
 */
public final class WireServer implements AutoCloseable {
  private static final int REQUEST_LINE_BYTES_MAX = 16 * 1024;

  private final List<ListenerSettings> listeners;
  private final Deadlines deadlines;
  private final WebServer server;

  private WireServer(List<ListenerSettings> listeners, Deadlines deadlines, WebServer server) {
    this.listeners = listeners;
    this.deadlines = deadlines;
    this.server = server;
  }

  /**
   * Tries whether these addresses can be listened on, and closes them again: before anything is made
   * that a server which cannot listen should not make.
   *
   * @throws TransportException when one cannot be; names it and says what to do
   */
  public static void requireFree(List<ListenerSettings> listeners) {
    listeners.forEach(FreePort::require);
  }

  /**
   * Binds all listeners and starts to serve.
   *
   * @param drain how long {@link #close} waits for requests that are being served
   * @throws TransportException when an address or a PEM file cannot be used; names it
   */
  public static WireServer start(List<ListenerSettings> listeners, Dialect dialect, Duration drain) {
    return start(listeners, dialect, drain, BodyMemory.ofHeap());
  }

  static WireServer start(
      List<ListenerSettings> listeners, Dialect dialect, Duration drain, BodyMemory bodies) {
    Deadlines deadlines = new Deadlines();
    var builder =
        WebServer.builder().shutdownHook(false).featuresDiscoverServices(false).protocolsDiscoverServices(false);
    boolean first = true;
    for (ListenerSettings listener : listeners) {
      if (first) {
        configure(builder, listener, deadlines, new Exchange(listener, deadlines, bodies, dialect), drain);
        first = false;
      } else {
        Exchange exchange = new Exchange(listener, deadlines, bodies, dialect);
        builder.putSocket(
            listener.name(), socket -> configure(socket, listener, deadlines, exchange, drain));
      }
    }
    listeners.forEach(FreePort::require);
    WebServer server = builder.build();
    try {
      server.start();
    } catch (RuntimeException failed) {
      throw new TransportException("cannot listen", failed);
    }
    if (!server.isRunning()) {
      throw new TransportException("cannot listen: another program may have taken an address just now");
    }
    listeners.forEach(UnixSockets::protect);
    return new WireServer(listeners, deadlines, server);
  }

  private static void configure(
      ListenerConfig.BuilderBase<?, ?> socket,
      ListenerSettings listener,
      Deadlines deadlines,
      Exchange exchange,
      Duration drain) {
    ListenerSettings.Limits limits = listener.limits();
    switch (listener.address()) {
      case Address.Tcp(String host, int port) -> socket.host(host).port(port);
      case Address.Unix(var path, _) -> {
        UnixSockets.removeStale(path);
        socket.bindAddress(UnixDomainSocketAddress.of(path));
      }
    }
    listener.tls().ifPresent(tls -> socket.tls(TlsFiles.load(tls)));
    socket
        .protocolsDiscoverServices(false)
        .maxPayloadSize(limits.bodyBytesMax())
        .maxTcpConnections(limits.connectionsMax())
        .idleConnectionTimeout(limits.idle())
        // No time-out of single reads, which costs a timer a request: Deadlines bound all of them.
        .connectionOptions(options -> options.tcpNoDelay(true))
        .shutdownGracePeriod(drain)
        .directHandlers(inJson())
        .addConnectionSelector(
            new Arrivals(http(limits, deadlines), deadlines, new Newcomers(), limits.readHeader()))
        .routing(routing -> routing.any(exchange));
  }

  private static Http1ConnectionSelector http(ListenerSettings.Limits limits, Deadlines deadlines) {
    return Http1ConnectionSelector.builder()
        .config(
            Http1Config.builder()
                .maxHeadersSize(limits.headerBytesMax())
                .maxPrologueLength(REQUEST_LINE_BYTES_MAX)
                .addReceiveListener(new HeaderDeadline(deadlines, limits.readHeader()))
                .build())
        .build();
  }

  private static DirectHandlers inJson() {
    DirectHandler handler =
        (_, type, status, headers, _) ->
            TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, "application/json")
                .header(HeaderNames.CACHE_CONTROL, "no-store")
                .entity(Refusals.body(words(type, status.code())))
                .keepAlive(false)
                .build();
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      all.addHandler(type, handler);
    }
    return all.build();
  }

  private static String words(EventType type, int status) {
    return switch (type) {
      case BAD_REQUEST ->
          switch (status) {
            case 413 -> "the request's body is too large";
            case 414 -> "the request line is too long";
            case 431 -> "the headers are too large";
            default -> "the request is not valid HTTP";
          };
      case PAYLOAD_TOO_LARGE -> "the request's body is too large";
      case FORBIDDEN -> "forbidden";
      case INTERNAL_ERROR -> "internal error";
      case OTHER -> "the request cannot be served";
      case HTTP_VERSION_NOT_SUPPORTED -> "only HTTP/1.1 is served";
    };
  }

  /** How many connections are being read, those at rest included. */
  int reading() {
    return deadlines.reading();
  }

  /** Ends reads that take too long; called about once a second. */
  public void run(Instant now) {
    deadlines.run();
  }

  /** The port a listener got; -1 for a unix socket. */
  public int port(String name) {
    return listeners.getFirst().name().equals(name) ? server.port() : server.port(name);
  }

  /** Reads the PEM files again; connections made from now on get the new certificates. */
  public void reloadTls() {
    for (ListenerSettings listener : listeners) {
      if (listener.tls().isPresent()) {
        String name = listener.equals(listeners.getFirst()) ? WebServer.DEFAULT_SOCKET_NAME : listener.name();
        server.reloadTls(name, TlsFiles.load(listener.tls().get()));
      }
    }
  }

  /** Stops listening, lets the requests at work finish, then closes what is left. */
  @Override
  public void close() {
    server.stop();
  }
}
