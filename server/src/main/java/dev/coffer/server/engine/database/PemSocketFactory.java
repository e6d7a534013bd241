package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS with certificates that are given as PEM. The driver makes one by its class name and gives it
 * the text of {@link #argument}; it checks the host's name itself, as sslmode says.
 */
public final class PemSocketFactory extends WrappedFactory {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");
  private static final char[] IN_MEMORY = {};

  /** Called by the driver. */
  public PemSocketFactory(Properties info) throws GeneralSecurityException, IOException {
    factory = context(info.getProperty("sslfactoryarg", "")).getSocketFactory();
  }

  /** All of it in one text: the CA's certificates stand before the first line of this kind. */
  private static final String CLIENT = "\n=== client ===\n";

  static String argument(ConnectionConfig.Tls tls) {
    return tls.ca() + CLIENT + tls.certificate() + "\n" + ConnectionConfig.text(tls.key());
  }

  /**
   * Checks what was configured.
   *
   * @throws Refused {@code Malformed}
   */
  static void check(ConnectionConfig.Tls tls) {
    try {
      context(argument(tls));
    } catch (GeneralSecurityException | IOException _) {
      throw Refused.malformed(
              "tls_ca and tls_certificate are certificates in PEM, private_key is a PKCS #8 key in PEM"
                  + " (\"BEGIN PRIVATE KEY\") that belongs to tls_certificate");
    }
  }

  private static SSLContext context(String argument) throws GeneralSecurityException, IOException {
    int split = argument.indexOf(CLIENT);
    String ca = argument.substring(0, split);
    String client = argument.substring(split + CLIENT.length());
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(ca.isBlank() ? systemTrust() : trusted(ca));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(client.isBlank() ? new KeyManager[0] : identity(client), trust.getTrustManagers(), null);
    return context;
  }

  @SuppressWarnings("NullAway") // The JDK's own word for "the certificates of the system".
  private static KeyStore systemTrust() {
    return null;
  }

  private static KeyStore trusted(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    int number = 0;
    for (Certificate certificate : certificates(pem)) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    if (number == 0) {
      throw new GeneralSecurityException("no certificate");
    }
    return store;
  }

  private static KeyManager[] identity(String pem) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    Certificate[] chain = certificates(pem).toArray(Certificate[]::new);
    store.setKeyEntry("client", key(pem), IN_MEMORY, chain);
    KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, IN_MEMORY);
    return managers.getKeyManagers();
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, IN_MEMORY);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
    StringBuilder only = new StringBuilder();
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      if (block.group(1).equals("CERTIFICATE")) {
        only.append(block.group()).append('\n');
      }
    }
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(only.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      if (block.group(1).equals("PRIVATE KEY")) {
        byte[] bytes = Base64.getMimeDecoder().decode(block.group(2));
        return KEY_KINDS.stream()
            .flatMap(kind -> key(kind, bytes).stream())
            .findFirst()
            .orElseThrow(() -> new GeneralSecurityException("unknown kind of key"));
      }
    }
    throw new GeneralSecurityException("no private key");
  }

  private static Optional<PrivateKey> key(String kind, byte[] bytes) {
    try {
      return Optional.of(KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }
}
