package dev.coffer.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ForwardLookupsTest {

  @Test
  void nobodyAsksForTheNameOfACaller() throws UnknownHostException {
    InetAddress caller = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    assertThat(caller.getHostName()).as("every machine knows this one as localhost").isEqualTo("127.0.0.1");
  }

  @Test
  void namesAreLookedUpAsEver() throws UnknownHostException {
    assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
  }
}
