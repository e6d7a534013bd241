package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.bench.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP at a server that serves: new certificates, moved audit files, and no connection is lost. */
final class LiveReloadTest {
  private static final byte[] HEALTH =
      "GET /v1/sys/seal-status HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  @TempDir private Path home;

  /** Looks at certificates and trusts every one: which one came is what is tested. */
  private static final class Looking implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static SSLSocket connect(int port) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Looking()}, null);
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    socket.startHandshake();
    return socket;
  }

  private static Certificate certificate(int port) {
    try (SSLSocket socket = connect(port)) {
      return socket.getSession().getPeerCertificates()[0];
    } catch (Exception problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static String status(SSLSocket socket) throws IOException {
    socket.getOutputStream().write(HEALTH);
    byte[] answer = new byte[4_096];
    int count = socket.getInputStream().read(answer);
    return new String(answer, 0, Math.max(count, 0), StandardCharsets.US_ASCII);
  }

  private static boolean becomes(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return true;
  }

  private static void hangUp(ServerProcess server) throws Exception {
    assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(server.pid())).start().waitFor()).isZero();
  }

  private void install(Certificates certificates) throws IOException {
    Files.copy(certificates.certificate(), home.resolve("tls.crt"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(certificates.key(), home.resolve("tls.key"), StandardCopyOption.REPLACE_EXISTING);
  }

  private String config() throws IOException {
    Path file = ServerProcess.configuration(home);
    String tls = "tls_cert_file = \"%1$s/tls.crt\"\n  tls_key_file = \"%1$s/tls.key\"".formatted(home);
    Files.writeString(file, Files.readString(file).replace("tls_disable = true", tls));
    return "-config=" + file;
  }

  @Test
  void newConnectionsGetTheNewCertificateAndOldOnesStay() throws Exception {
    install(Certificates.make(Files.createDirectory(home.resolve("first"))));
    try (ServerProcess server = ServerProcess.start(home, config())) {
      int port = URI.create(server.address()).getPort();
      Certificate first = certificate(port);
      try (SSLSocket stays = connect(port)) {
        assertThat(status(stays)).startsWith("HTTP/1.1 200");
        install(Certificates.make(Files.createDirectory(home.resolve("second"))));
        hangUp(server);
        assertThat(becomes(() -> !certificate(port).equals(first))).isTrue();
        assertThat(status(stays)).startsWith("HTTP/1.1 200");
      }
      Certificate second = certificate(port);
      Files.writeString(home.resolve("tls.key"), "no key at all");
      hangUp(server);
      assertThat(becomes(() -> server.output().contains("the certificates in use stay"))).isTrue();
      assertThat(certificate(port)).isEqualTo(second);
      assertThat(server.output()).doesNotContain("no key at all");
    }
  }
}
