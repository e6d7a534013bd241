package dev.coffer.server.transport;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** TLS contexts from PEM files. */
final class TlsFiles {
  private TlsFiles() {}

  static Tls load(TlsSettings settings) {
    List<X509Certificate> chain = certificates(settings.certificates());
    var builder =
        Tls.builder()
            .privateKey(key(settings.key()))
            .privateKeyCertChain(chain)
            .enabledProtocols(settings.protocols());
    if (!settings.cipherSuites().isEmpty()) {
      builder.enabledCipherSuites(settings.cipherSuites());
    }
    settings
        .clientAuthorities()
        .ifPresent(
            file ->
                builder
                    .trust(certificates(file))
                    .clientAuth(settings.clientRequired() ? TlsClientAuth.REQUIRED : TlsClientAuth.OPTIONAL));
    return builder.build();
  }

  private static List<X509Certificate> certificates(Path file) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate :
          factory.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))) {
        chain.add((X509Certificate) certificate);
      }
      if (chain.isEmpty()) {
        throw new GeneralSecurityException("no certificate in it");
      }
      return chain;
    } catch (IOException | GeneralSecurityException failed) {
      throw new TransportException("cannot read certificates from " + file, failed);
    }
  }

  private static PrivateKey key(Path file) {
    try {
      return PemKeys.privateKey(Files.readString(file));
    } catch (IOException | GeneralSecurityException failed) {
      throw new TransportException("cannot read a private key from " + file, failed);
    }
  }
}
