package dev.coffer.server.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * TLS from PEM files.
 *
 * @param certificates the server's chain, leaf first
 * @param key PKCS#8, PKCS#1 or SEC1, not encrypted
 * @param clientAuthorities whose client certificates are accepted
 * @param clientUnchecked without authorities: any certificate is asked for, and TLS only shows that the
 *     client holds its key. Who uses one checks it (certificate logins). Otherwise none is asked for
 * @param clientRequired whether a client without certificate is turned away
 * @param protocols {@code TLSv1.2}, {@code TLSv1.3}
 * @param cipherSuites empty for the JDK's own choice
 */
public record TlsSettings(
    Path certificates,
    Path key,
    Optional<Path> clientAuthorities,
    boolean clientUnchecked,
    boolean clientRequired,
    List<String> protocols,
    List<String> cipherSuites) {
  public static final List<String> MODERN = List.of("TLSv1.3", "TLSv1.2");

  public TlsSettings {
    protocols = List.copyOf(protocols);
    cipherSuites = List.copyOf(cipherSuites);
  }

  /** That ask for a certificate only where authorities are named. */
  public TlsSettings(
      Path certificates,
      Path key,
      Optional<Path> clientAuthorities,
      boolean clientRequired,
      List<String> protocols,
      List<String> cipherSuites) {
    this(certificates, key, clientAuthorities, false, clientRequired, protocols, cipherSuites);
  }

  public static TlsSettings of(Path certificates, Path key) {
    return new TlsSettings(certificates, key, Optional.empty(), false, MODERN, List.of());
  }
}
