package dev.coffer.server.transport;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;

/** Bounds the time from a request's first line to its last header, and tells the {@link Arrival} of both. */
final class HeaderDeadline implements Http1ConnectionListener {
  private final Deadlines deadlines;
  private final Duration most;

  HeaderDeadline(Deadlines deadlines, Duration most) {
    this.deadlines = deadlines;
    this.most = most;
  }

  @Override
  public void prologue(ConnectionContext connection, HttpPrologue prologue) {
    if (connection instanceof Arrival arrival) {
      arrival.leave();
    }
    deadlines.begin(most);
  }

  @Override
  public void headers(ConnectionContext connection, Headers headers) {
    if (!deadlines.end()) {
      throw new CloseConnectionException("the headers took too long");
    }
    if (connection instanceof Arrival arrival) {
      arrival.headersRead();
    }
  }
}
