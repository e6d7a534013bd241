package dev.coffer.server.identity.ldap;

import dev.coffer.server.failure.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom a connection to a directory believes. */
final class Tls {
  private static final int PEM_CHARS_MAX = 256 * 1024;

  private Tls() {}

  /**
   * A context for connections.
   *
   * @param pem authorities, empty for those of the JDK
   * @throws dev.coffer.server.failure.Refused {@code Malformed} when there is no certificate in it
   */
  static SSLContext context(String pem) {
    try {
      if (pem.isBlank()) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory believed =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      believed.init(authorities(pem));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, believed.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException _) {
      throw Refused.malformed("certificate must be X.509 certificates in PEM");
    }
  }

  private static KeyStore authorities(String pem) throws GeneralSecurityException, IOException {
    if (pem.length() > PEM_CHARS_MAX) {
      throw new GeneralSecurityException("too long");
    }
    Collection<? extends Certificate> certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("no certificate");
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    return store;
  }
}
