package dev.coffer.server.config;

import dev.coffer.server.transport.ListenerSettings;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as they are written: {@code 127.0.0.1:8200}, {@code [::1]:8200}. */
final class Addresses {
  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[([0-9a-fA-F:.]+)]|([A-Za-z0-9._-]+)):([0-9]{1,5})");
  private static final int PORT_MAX = 65_535;

  private Addresses() {}

  static ListenerSettings.Address.Tcp tcp(String address) {
    Matcher parts = HOST_AND_PORT.matcher(address);
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > PORT_MAX) {
      throw new ConfigException("an address is written HOST:PORT, as 127.0.0.1:8200 or [::1]:8200");
    }
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new ListenerSettings.Address.Tcp(host, Integer.parseInt(parts.group(3)));
  }

  /** As a browser writes it into a Host header. */
  static String asHost(String host) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host).toLowerCase(Locale.ROOT);
  }
}
