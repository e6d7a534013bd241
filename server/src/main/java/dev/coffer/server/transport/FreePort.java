package dev.coffer.server.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Tries a TCP address before anything is made, and once more before the web server binds it, which
 * only logs that it could not and goes on without it.
 */
final class FreePort {
  private FreePort() {}

  /** @throws TransportException when the address cannot be used; names it and says why */
  static void require(ListenerSettings listener) {
    if (!(listener.address() instanceof ListenerSettings.Address.Tcp tcp) || tcp.port() == 0) {
      return;
    }
    String name = tcp.toString();
    InetSocketAddress address = new InetSocketAddress(tcp.host(), tcp.port());
    if (address.isUnresolved()) {
      throw new TransportException("the host of the listener's address " + name + " is not known");
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address);
    } catch (BindException taken) {
      throw new TransportException(why(name, taken), taken);
    } catch (IOException failed) {
      throw new TransportException("cannot listen on " + name, failed);
    }
  }

  private static String why(String name, BindException taken) {
    String said = taken.getMessage() == null ? "" : taken.getMessage();
    if (said.contains("in use")) {
      return name + " is in use already, perhaps by another server: stop that one, or choose another address"
          + " (address of the listener in a configuration, -dev-listen-address with -dev)";
    }
    return "cannot listen on " + name + ": " + said;
  }
}
