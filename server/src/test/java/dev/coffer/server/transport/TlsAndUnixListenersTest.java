package dev.coffer.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.fake.TestKeys;
import dev.coffer.server.transport.ListenerSettings.Address;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsAndUnixListenersTest {
  private static final String REQUEST = "GET /v1/a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  @TempDir private Path folder;

  private static WireResponse echo(WireRequest request) {
    String text = request.peer().address() + " tls=" + request.peer().listener().tls();
    return WireResponse.of(200, List.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static WireServer start(Address address, Optional<TlsSettings> tls) {
    ListenerSettings settings =
        new ListenerSettings(
            "test", address, tls, ListenerSettings.Limits.DEFAULT, ForwardedFor.NEVER, Set.of(), false);
    return WireServer.start(List.of(settings), TlsAndUnixListenersTest::echo, Duration.ofSeconds(1));
  }

  private static String overTls(int port, TestKeys keys, String protocol) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys.trust());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.setEnabledProtocols(new String[] {protocol});
      socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void bothVersionsOfTlsAreServedFromPemFiles(String algorithm) throws Exception {
    TestKeys keys = TestKeys.make(folder, algorithm);
    Path key = TestKeys.write(folder.resolve("key.pem"), "PRIVATE KEY", keys.pkcs8());
    TlsSettings tls = TlsSettings.of(keys.certificateFile(folder), key);
    try (WireServer server = start(new Address.Tcp("127.0.0.1", 0), Optional.of(tls))) {
      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        assertThat(overTls(server.port("test"), keys, protocol)).startsWith("HTTP/1.1 200").endsWith("127.0.0.1 tls=true");
      }
      server.reloadTls();
      assertThat(overTls(server.port("test"), keys, "TLSv1.3")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void theOldFormOfRsaKeysIsReadToo() throws Exception {
    byte[] pkcs8 = TestKeys.make(folder, "RSA").pkcs8();
    // The 26 bytes before it are PKCS#8's envelope of a 2048 to 4096 bit key (lengths of two bytes).
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    Path file = TestKeys.write(folder.resolve("old.pem"), "RSA PRIVATE KEY", pkcs1);
    assertThat(PemKeys.privateKey(Files.readString(file)).getEncoded()).isEqualTo(pkcs8);
  }

  @Test
  void aKeyOfAnotherCertificateIsRefusedBeforeAnybodyConnects() throws Exception {
    Path certificate = TestKeys.make(folder, "EC").certificateFile(folder);
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String algorithm : List.of("EC", "RSA")) {
      Path key = TestKeys.write(folder.resolve("key.pem"), "PRIVATE KEY", TestKeys.make(other, algorithm).pkcs8());
      assertThatThrownBy(() -> start(new Address.Tcp("127.0.0.1", 0), Optional.of(TlsSettings.of(certificate, key))))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("does not belong to the first certificate");
    }
  }

  @Test
  void aFileThatIsNoKeyIsNamedAndNotQuoted() throws Exception {
    Path certificate = TestKeys.make(folder, "EC").certificateFile(folder);
    Path key = Files.writeString(folder.resolve("key.pem"), "supersecret");
    assertThatThrownBy(() -> start(new Address.Tcp("127.0.0.1", 0), Optional.of(TlsSettings.of(certificate, key))))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("key.pem")
        .hasMessageNotContaining("supersecret");
  }

  @Test
  void aUnixSocketIsServedWithItsModeAndAStaleOneIsReplaced() throws Exception {
    Path path = folder.resolve("coffer.sock");
    for (int round = 0; round < 2; round++) {
      try (WireServer server = start(new Address.Unix(path, 0600), Optional.empty());
          SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path))).isEqualTo("rw-------");
        channel.write(ByteBuffer.wrap(REQUEST.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(4_096);
        while (channel.read(answer) > 0) {
          assertThat(answer.hasRemaining()).isTrue();
        }
        String text = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("HTTP/1.1 200").endsWith(" tls=false");
        assertThat(server.port("test")).isEqualTo(-1);
      }
    }
  }
}
