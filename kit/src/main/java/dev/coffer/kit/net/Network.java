package dev.coffer.kit.net;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** A block of addresses in CIDR notation; a single address is a block of one. */
public final class Network {
  private final byte[] prefix;
  private final int bits;

  private Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /**
   * Parses {@code 10.0.0.0/8}, {@code ::1}.
   *
   * @throws IllegalArgumentException when the text is no block of addresses
   */
  public static Network of(String cidr) {
    int slash = cidr.indexOf('/');
    byte[] address = InetAddress.ofLiteral(slash < 0 ? cidr : cidr.substring(0, slash)).getAddress();
    int bits = slash < 0 ? address.length * 8 : Integer.parseInt(cidr.substring(slash + 1));
    if (bits < 0 || bits > address.length * 8) {
      throw new IllegalArgumentException("no block of addresses");
    }
    return new Network(address, bits);
  }

  /** Whether an address lies in this block; one of the other family never does. */
  public boolean contains(InetAddress address) {
    byte[] other = address.getAddress();
    if (other.length != prefix.length) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(prefix, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((prefix[whole] ^ other[whole]) & (0xff00 >> rest) & 0xff) == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && bits == network.bits
        && Arrays.equals(prefix, network.prefix);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(prefix) + bits;
  }

  /** A numeric address in its usual form; names are not looked up. */
  public static Optional<String> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text).getHostAddress());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
