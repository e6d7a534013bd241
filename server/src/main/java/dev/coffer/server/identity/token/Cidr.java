package dev.coffer.server.identity.token;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A network: an address and how many of its leading bits count ({@code 10.0.0.0/8}; a bare address
 * is itself alone). Addresses are numbers here; no name is ever looked up.
 */
public record Cidr(List<Byte> network, int bits) {
  public Cidr {
    network = List.copyOf(network);
  }


  /** Empty when the text is no network. */
  static Optional<Cidr> parse(String text) {
    int slash = text.indexOf('/');
    String host = slash < 0 ? text : text.substring(0, slash);
    return address(host).flatMap(bytes -> of(bytes, slash < 0 ? "" : text.substring(slash + 1), slash));
  }

  private static Optional<Cidr> of(byte[] address, String length, int slash) {
    int all = address.length * 8;
    if (slash >= 0 && !length.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    int bits = slash < 0 ? all : Integer.parseInt(length);
    return bits > all ? Optional.empty() : Optional.of(new Cidr(boxed(address), bits));
  }

  /** Whether one of the networks holds the address; a text that is no address is in none. */
  public static boolean anyContains(List<String> networks, String address) {
    return address(address)
        .map(bytes -> networks.stream().flatMap(text -> parse(text).stream()).anyMatch(cidr -> cidr.contains(bytes)))
        .orElse(false);
  }

  /** Whether a text is a network, or an address alone. */
  public static boolean isNetwork(String text) {
    return parse(text).isPresent();
  }

  /** Whether each of the networks lies in one of {@code wider}; nothing else is in no network. */
  public static boolean allWithin(List<String> networks, List<String> wider) {
    List<Cidr> outer = wider.stream().flatMap(text -> parse(text).stream()).toList();
    return networks.stream()
        .allMatch(text -> parse(text).filter(cidr -> outer.stream().anyMatch(cidr::isWithin)).isPresent());
  }

  private boolean isWithin(Cidr wider) {
    byte[] address = new byte[network.size()];
    for (int at = 0; at < address.length; at++) {
      address[at] = network.get(at);
    }
    return bits >= wider.bits && wider.contains(address);
  }

  private boolean contains(byte[] address) {
    if (address.length != network.size()) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if ((address[bit >> 3] & mask) != (network.get(bit >> 3) & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> address(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getAddress());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static List<Byte> boxed(byte[] bytes) {
    Byte[] all = new Byte[bytes.length];
    for (int at = 0; at < bytes.length; at++) {
      all[at] = bytes[at];
    }
    return List.of(all);
  }
}
