package dev.coffer.server.fake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A fresh key pair with a self-signed certificate for 127.0.0.1 and localhost, made by the JDK's keytool. */
public final class TestKeys {
  private static final String PASSWORD = "changeit";
  private final KeyStore store;

  private TestKeys(KeyStore store) {
    this.store = store;
  }

  public static TestKeys make(Path folder, String algorithm) throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(algorithm + ".p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(), "-genkeypair", "-alias", "a", "-keyalg", algorithm, "-keysize",
                algorithm.equals("RSA") ? "2048" : "256", "-dname", "CN=test",
                "-ext", "SAN=ip:127.0.0.1,dns:localhost", "-validity", "2", "-storetype", "PKCS12", "-keystore", file.toString(),
                "-storepass", PASSWORD)
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new TestKeys(store);
  }

  public KeyStore trust() throws GeneralSecurityException, IOException {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("a", store.getCertificate("a"));
    return trust;
  }

  public KeyManager[] keyManagers() throws GeneralSecurityException {
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD.toCharArray());
    return factory.getKeyManagers();
  }

  public TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trust());
    return factory.getTrustManagers();
  }

  /** A key without certificate. */
  public static ECPrivateKey ecKey(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(bits);
    return (ECPrivateKey) generator.generateKeyPair().getPrivate();
  }

  public byte[] pkcs8() throws GeneralSecurityException {
    return store.getKey("a", PASSWORD.toCharArray()).getEncoded();
  }

  public Path certificateFile(Path folder) throws GeneralSecurityException, IOException {
    return write(folder.resolve("cert.pem"), "CERTIFICATE", store.getCertificate("a").getEncoded());
  }

  public static Path write(Path file, String label, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }
}
