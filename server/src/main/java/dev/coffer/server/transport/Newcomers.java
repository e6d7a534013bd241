package dev.coffer.server.transport;

import io.helidon.webserver.ConnectionContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections of each source have not sent a request line yet, in a TLS handshake or
 * silent. One source alone cannot take all the places there are.
 */
final class Newcomers {
  static final int PER_SOURCE_MAX = 1_000;

  private final Map<InetAddress, Integer> counts = new ConcurrentHashMap<>();

  /** Empty when the source has too many. Callers over a unix socket are not told apart. */
  Optional<Arrival> enter(ConnectionContext context) {
    if (!(context.remotePeer().address() instanceof InetSocketAddress socket)) {
      return Optional.of(new Arrival(context, () -> {}));
    }
    InetAddress source = socket.getAddress();
    int count = counts.merge(source, 1, Integer::sum);
    if (count > PER_SOURCE_MAX) {
      leave(source);
      return Optional.empty();
    }
    return Optional.of(new Arrival(context, () -> leave(source)));
  }

  private void leave(InetAddress source) {
    counts.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
  }
}
