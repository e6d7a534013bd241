package dev.coffer.client.wire;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a server listens. */
public sealed interface Endpoint {
  /**
   * A host and a port.
   *
   * @param prefix a path in front of {@code /v1}, without a trailing slash; mostly empty
   */
  record Tcp(String host, int port, boolean tls, String prefix) implements Endpoint {}

  record Unix(String path) implements Endpoint {}

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
    return new Tcp(host, port, tls, path.replaceFirst("/+$", ""));
  }

  private static String wanted() {
    return "the server's address must look like https://host:8200, http://127.0.0.1:8200 or unix:///path";
  }

  /** The value of the {@code Host} header. */
  default String hostHeader() {
    return switch (this) {
      case Tcp(String host, int port, boolean tls, String _) ->
          port == (tls ? 443 : 80) ? host : host + ":" + port;
      case Unix _ -> "localhost";
    };
  }

  /** What stands before {@code /v1} in every target. */
  default String pathPrefix() {
    return switch (this) {
      case Tcp tcp -> tcp.prefix();
      case Unix _ -> "";
    };
  }
}
