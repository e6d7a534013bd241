package dev.coffer.server.identity.token;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a request shows of its sender beside the token.
 *
 * @param certificates the client's, leaf first, whose key TLS has shown that it holds; empty without
 */
public record Presented(List<X509Certificate> certificates) {
  public static final Presented NOTHING = new Presented(List.of());

  public Presented {
    certificates = List.copyOf(certificates);
  }
}
