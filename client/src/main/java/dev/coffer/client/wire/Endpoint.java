package dev.coffer.client.wire;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a server listens. Methods of the records rather than pattern switches: the JDK links each of
 * those at run time, which a command that lives for 50 ms would feel.
 */
public sealed interface Endpoint {
  /**
   * A host and a port.
   *
   * @param prefix a path in front of {@code /v1}, without a trailing slash; mostly empty
   */
  record Tcp(String host, int port, boolean tls, String prefix) implements Endpoint {
    @Override
    public String hostHeader() {
      return port == (tls ? 443 : 80) ? host : host + ":" + port;
    }

    @Override
    public String pathPrefix() {
      return prefix;
    }
  }

  /** A UNIX socket. */
  record Unix(String path) implements Endpoint {
    @Override
    public String hostHeader() {
      return "localhost";
    }

    @Override
    public String pathPrefix() {
      return "";
    }
  }

  /**
   * Reads {@code http://host:port}, {@code https://host:port/prefix} or {@code unix:///path}.
   *
   * @throws IllegalArgumentException if it is none of these; the message says what is wanted
   */
  static Endpoint parse(String address) {
    if (address.startsWith("unix://")) {
      return new Unix(address.substring("unix://".length()));
    }
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException _) {
      throw new IllegalArgumentException(wanted());
    }
    String host = uri.getHost();
    String scheme = uri.getScheme();
    if (host == null || scheme == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(wanted());
    }
    boolean tls =
        switch (scheme) {
          case "http" -> false;
          case "https" -> true;
          default -> throw new IllegalArgumentException(wanted());
        };
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return new Tcp(host, port, tls, path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  private static String wanted() {
    return "the server's address must look like https://host:8200, http://127.0.0.1:8200 or unix:///path";
  }

  /** The value of the {@code Host} header. */
  String hostHeader();

  /** What stands before {@code /v1} in every target. */
  String pathPrefix();
}
