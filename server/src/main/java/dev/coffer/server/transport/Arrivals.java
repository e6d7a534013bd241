package dev.coffer.server.transport;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Connection;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/**
 * Takes in new connections. The time from a connection's beginning to the end of its first request
 * line is bounded, TLS handshake included, and so is the number of connections from one source that
 * have not come so far ({@link Newcomers}). Later lines are bounded by what {@link Exchange} begins
 * when it has answered.
 */
final class Arrivals implements ServerConnectionSelector {
  private final Http1ConnectionSelector http;
  private final Deadlines deadlines;
  private final Newcomers newcomers;
  private final Duration most;

  Arrivals(Http1ConnectionSelector http, Deadlines deadlines, Newcomers newcomers, Duration most) {
    this.http = http;
    this.deadlines = deadlines;
    this.newcomers = newcomers;
    this.most = most;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  /**
   * Called by the thread that will read the connection, as soon as it is there: the web server does
   * the handshake with the first read.
   */
  @Override
  public ServerConnection connection(ConnectionContext context) {
    Arrival arrival =
        newcomers
            .enter(context)
            .orElseThrow(() -> new CloseConnectionException("too many connections that say nothing"));
    deadlines.begin(most);
    return new Watched((Http1Connection) http.connection(arrival), arrival, deadlines);
  }

  /** The web server's own connection, and what must be given back at its end. */
  private record Watched(Http1Connection inner, Arrival arrival, Deadlines deadlines)
      implements ServerConnection, InterruptableTask<Void> {

    @Override
    public void handle(Limit limit) throws InterruptedException {
      try {
        inner.handle(limit);
      } finally {
        arrival.leave();
        deadlines.forget();
      }
    }

    @Override
    public Duration idleTime() {
      return inner.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      inner.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
      return inner.canInterrupt();
    }
  }
}
