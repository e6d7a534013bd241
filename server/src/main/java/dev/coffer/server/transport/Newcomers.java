package dev.coffer.server.transport;

import dev.coffer.server.gate.Strangers;
import io.helidon.webserver.ConnectionContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many connections of each source have not sent a request line yet, in a TLS handshake or
 * silent. One source alone cannot take all the places there are; of IPv6 addresses, one network of
 * 64 bits is one source.
 */
final class Newcomers {
  static final int PER_SOURCE_MAX = 1_000;

  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  /** Empty when the source has too many. Callers over a unix socket are not told apart. */
  Optional<Arrival> enter(ConnectionContext context) {
    if (!(context.remotePeer().address() instanceof InetSocketAddress socket)) {
      return Optional.of(new Arrival(context, () -> {}));
    }
    InetAddress address = socket.getAddress();
    return enter(address)
        ? Optional.of(new Arrival(context, () -> leave(address)))
        : Optional.empty();
  }

  /** False when the source of {@code address} has too many; else it must {@link #leave}. */
  boolean enter(InetAddress address) {
    int count = counts.merge(Strangers.nameOf(address), 1, Integer::sum);
    if (count > PER_SOURCE_MAX) {
      leave(address);
      return false;
    }
    return true;
  }

  void leave(InetAddress address) {
    counts.computeIfPresent(
        Strangers.nameOf(address), (_, count) -> count == 1 ? null : count - 1);
  }
}
