package dev.coffer.server.outgoing;

import dev.coffer.kit.net.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses the server calls: public ones, and the networks that its operator allows. Whoever may
 * configure a login method could otherwise make the server knock at its own network, or read a cloud's
 * credentials from 169.254.169.254.
 *
 * @param allowed beside what is public; {@code outgoing_allowed_networks} of the configuration
 */
public record Reach(List<Network> allowed) {
  /** Public addresses alone. */
  public static final Reach PUBLIC = new Reach(List.of());

  /** For {@code server -dev}: this machine and private networks too, but nothing link-local. */
  public static final Reach DEVELOPMENT =
      new Reach(
          networks(
              "127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"));

  /** What is global (IANA special-purpose registries, RFC 6890): of IPv6, only 2000::/3 is given out. */
  private static final List<Network> GLOBAL = networks("0.0.0.0/0", "2000::/3");

  /** The parts of it that are not; 2002::/16 and 2001::/23 hold IPv4 addresses in other clothes. */
  private static final List<Network> SPECIAL =
      networks(
          "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
          "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
          "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
          "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  public Reach {
    allowed = List.copyOf(allowed);
  }

  boolean includes(InetAddress address) {
    return holds(allowed, address) || (holds(GLOBAL, address) && !holds(SPECIAL, address));
  }

  private static boolean holds(List<Network> networks, InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }

  private static List<Network> networks(String... blocks) {
    return Stream.of(blocks).map(Network::of).toList();
  }
}
