package dev.coffer.server.outgoing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates are trusted: sets of PEM text, made ready once each. */
final class Authorities {
  /** Sets that stay ready; the one not used for longest goes first. */
  private static final int READY_MAX = 64;

  private final Map<String, SSLSocketFactory> ready = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * What trusts these.
   *
   * @param pem {@code ""} for the JDK's own list
   */
  synchronized SSLSocketFactory trusting(String pem) throws GeneralSecurityException, IOException {
    @Nullable SSLSocketFactory known = ready.get(pem);
    if (known != null) {
      return known;
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(pem.isEmpty() ? null : store(pem));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocketFactory made = context.getSocketFactory();
    ready.put(pem, made);
    if (ready.size() > READY_MAX) {
      ready.remove(ready.keySet().iterator().next());
    }
    return made;
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int count = 0;
    for (Certificate certificate : certificates(pem)) {
      store.setCertificateEntry("ca" + count++, certificate);
    }
    return store;
  }

  static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
  }
}
