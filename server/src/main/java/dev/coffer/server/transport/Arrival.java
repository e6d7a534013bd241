package dev.coffer.server.transport;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection as the web server made it, whose request lines are looked at before it parses them. */
final class Arrival implements ConnectionContext {
  private final ConnectionContext inner;
  private final RequestLines lines;
  private final Runnable whenKnown;
  private final AtomicBoolean known = new AtomicBoolean();

  /**
   * Around a connection.
   *
   * @param whenKnown run once: after its first request line, or at its end
   */
  Arrival(ConnectionContext inner, Runnable whenKnown) {
    this.inner = inner;
    this.lines = new RequestLines(inner.dataReader());
    this.whenKnown = whenKnown;
  }

  /** It has sent a request line. */
  void leave() {
    if (known.compareAndSet(false, true)) {
      whenKnown.run();
    }
  }

  /** The headers are read; what comes behind the body is a request line again. */
  void headersRead() {
    lines.expectLine();
  }

  @Override
  public DataReader dataReader() {
    return lines;
  }

  @Override
  public DataWriter dataWriter() {
    return inner.dataWriter();
  }

  @Override
  public ListenerContext listenerContext() {
    return inner.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return inner.executor();
  }

  @Override
  public Router router() {
    return inner.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return inner.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return inner.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return inner.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return inner.localPeer();
  }

  @Override
  public boolean isSecure() {
    return inner.isSecure();
  }

  @Override
  public String socketId() {
    return inner.socketId();
  }

  @Override
  public String childSocketId() {
    return inner.childSocketId();
  }
}
