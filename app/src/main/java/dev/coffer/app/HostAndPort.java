package dev.coffer.app;

/**
 * An address to listen on.
 *
 * @param host without brackets
 */
record HostAndPort(String host, int port) {

  /** {@code 127.0.0.1:8200}, {@code [::1]:8200}, {@code localhost:0}. */
  static HostAndPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0) {
      throw wrong();
    }
    String host = text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw wrong();
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      if (host.isEmpty() || port < 0 || port > 65_535) {
        throw wrong();
      }
      return new HostAndPort(host, port);
    } catch (NumberFormatException _) {
      throw wrong();
    }
  }

  /** As it stands in a Host header. */
  String name() {
    return host.indexOf(':') < 0 ? host : "[" + host + "]";
  }

  private static StartException wrong() {
    return new StartException("an address to listen on is host:port, such as 127.0.0.1:8200");
  }
}
