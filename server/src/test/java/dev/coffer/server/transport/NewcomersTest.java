package dev.coffer.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

final class NewcomersTest {
  private final Newcomers newcomers = new Newcomers();

  @Test
  void manyAddressesOfOneNetworkAreOneSource() {
    for (int host = 0; host < Newcomers.PER_SOURCE_MAX; host++) {
      assertThat(newcomers.enter(InetAddress.ofLiteral("2001:db8:1:1::" + Integer.toHexString(host)))).isTrue();
    }
    InetAddress oneMore = InetAddress.ofLiteral("2001:db8:1:1:ffff::1");
    assertThat(newcomers.enter(oneMore)).isFalse();
    assertThat(newcomers.enter(InetAddress.ofLiteral("2001:db8:1:2::1"))).as("another network").isTrue();
    newcomers.leave(InetAddress.ofLiteral("2001:db8:1:1::5"));
    assertThat(newcomers.enter(oneMore)).as("a place is free").isTrue();
  }
}
