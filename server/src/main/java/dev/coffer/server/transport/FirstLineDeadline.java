package dev.coffer.server.transport;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/**
 * Bounds the time from a connection's beginning to the end of its first request line, which {@link
 * HeaderDeadline} hears of only when it is complete. The lines of later requests are bounded by what
 * {@link Exchange} begins when it has answered.
 */
final class FirstLineDeadline implements ServerConnectionSelector {
  private final ServerConnectionSelector http;
  private final Deadlines deadlines;
  private final Duration most;

  FirstLineDeadline(ServerConnectionSelector http, Deadlines deadlines, Duration most) {
    this.http = http;
    this.deadlines = deadlines;
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

  /** Called by the thread that will read the connection, as soon as it is there. */
  @Override
  public ServerConnection connection(ConnectionContext context) {
    deadlines.begin(most);
    return http.connection(context);
  }
}
