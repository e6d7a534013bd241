package dev.coffer.server.transport;

import dev.coffer.kit.net.Network;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom to believe about where a request came from (Vault's {@code x_forwarded_for_*}). The header
 * counts only from authorized peers; of its addresses, the last but {@code hopSkips}.
 *
 * @param authorized the proxies; none believes nobody
 * @param rejectAbsent an authorized peer must send the header
 * @param rejectUnauthorized another peer that sends the header is turned away
 */
public record ForwardedFor(
    List<Network> authorized, int hopSkips, boolean rejectAbsent, boolean rejectUnauthorized) {
  /** Every peer is taken for what the socket says. */
  public static final ForwardedFor NEVER = new ForwardedFor(List.of(), 0, false, false);

  private static final int HOPS_MAX = 32;

  public ForwardedFor {
    authorized = List.copyOf(authorized);
  }

  /**
   * The caller's address.
   *
   * @return empty when the peer must be turned away
   */
  Optional<String> caller(InetAddress peer, List<String> header) {
    String own = peer.getHostAddress();
    if (authorized.isEmpty()) {
      return Optional.of(own);
    }
    if (authorized.stream().noneMatch(network -> network.contains(peer))) {
      return rejectUnauthorized && !header.isEmpty() ? Optional.empty() : Optional.of(own);
    }
    if (header.isEmpty()) {
      return rejectAbsent ? Optional.empty() : Optional.of(own);
    }
    List<String> hops = new ArrayList<>();
    for (String line : header) {
      hops.addAll(List.of(line.split(",", HOPS_MAX + 1)));
    }
    int at = hops.size() - 1 - hopSkips;
    return at < 0 || hops.size() > HOPS_MAX ? Optional.empty() : Network.literal(hops.get(at).strip());
  }
}
