package dev.coffer.client.wire;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * How a server proves who it is, and how we do.
 *
 * @param authorities PEM files or directories of them to trust instead of the JDK's own list
 * @param clientCertificate PEM chain and PKCS#8 key, both or none
 * @param serverName the name to ask for and check, where it is not the address's host
 * @param skipVerify trusts anybody: for experiments only
 */
public record TlsSettings(
    List<Path> authorities,
    Optional<ClientCertificate> clientCertificate,
    Optional<String> serverName,
    boolean skipVerify) {

  /** The files of a client certificate. */
  public record ClientCertificate(Path chain, Path key) {}

  /** The JDK's authorities and no client certificate. */
  public static TlsSettings defaults() {
    return new TlsSettings(List.of(), Optional.empty(), Optional.empty(), false);
  }

  /** Shakes hands over a connected socket and checks the server's name. */
  SSLSocket handshake(Socket plain, String host, int port) throws IOException {
    SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    if (!skipVerify) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    serverName.ifPresent(name -> parameters.setServerNames(List.of(new SNIHostName(name))));
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private SSLContext context() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), new SecureRandom());
      return context;
    } catch (GeneralSecurityException failed) {
      throw new IOException("TLS could not be set up: " + failed.getMessage(), failed);
    }
  }

  private KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
    if (clientCertificate.isEmpty()) {
      return new KeyManager[0];
    }
    ClientCertificate files = clientCertificate.get();
    KeyStore store = PemFiles.emptyStore();
    List<X509Certificate> chain = PemFiles.certificates(files.chain());
    store.setKeyEntry(
        "client", PemFiles.privateKey(files.key()), new char[0], chain.toArray(X509Certificate[]::new));
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private TrustManager[] trustManagers() throws GeneralSecurityException, IOException {
    if (skipVerify) {
      return new TrustManager[] {new TrustAnybody()};
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(authorities.isEmpty() ? null : PemFiles.trustStore(authorities));
    return factory.getTrustManagers();
  }

  /** What {@code -tls-skip-verify} asks for; {@code status} and every error would say the same. */
  private static final class TrustAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
