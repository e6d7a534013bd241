package dev.coffer.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.fake.TestKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates, versions and suites as configured, over real handshakes; and keys as files have them. */
final class MutualTlsTest {
  private static final String REQUEST = "GET /v1/a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

  @TempDir private static Path folder;
  private static TestKeys server;
  private static TestKeys client;
  private static TestKeys stranger;

  @BeforeAll
  static void makeKeys() throws Exception {
    server = TestKeys.make(Files.createDirectory(folder.resolve("server")), "EC");
    client = TestKeys.make(Files.createDirectory(folder.resolve("client")), "EC");
    stranger = TestKeys.make(Files.createDirectory(folder.resolve("stranger")), "EC");
  }

  private static WireResponse certificates(WireRequest request) {
    String text = "certificates=" + request.peer().certificates().size();
    return WireResponse.of(200, List.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  private static WireServer start(boolean required, List<String> protocols, List<String> suites) throws Exception {
    Path key = TestKeys.write(folder.resolve("key.pem"), "PRIVATE KEY", server.pkcs8());
    TlsSettings tls =
        new TlsSettings(
            server.certificateFile(folder.resolve("server")), key,
            Optional.of(client.certificateFile(folder.resolve("client"))), required, protocols, suites);
    return start(tls);
  }

  private static WireServer start(TlsSettings tls) {
    ListenerSettings settings =
        new ListenerSettings(
            "test", new ListenerSettings.Address.Tcp("127.0.0.1", 0), Optional.of(tls),
            ListenerSettings.Limits.DEFAULT, ForwardedFor.NEVER, Set.of(), false);
    return WireServer.start(List.of(settings), MutualTlsTest::certificates, Duration.ZERO);
  }

  /** What came back; empty when the handshake failed. */
  private static String ask(WireServer wire, Optional<TestKeys> own, String protocol, String... suites) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          own.isPresent() ? own.get().keyManagers() : null, server.trustManagers(), null);
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), wire.port("test"))) {
        socket.setSoTimeout(10_000);
        socket.setEnabledProtocols(new String[] {protocol});
        if (suites.length > 0) {
          socket.setEnabledCipherSuites(suites);
        }
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException _) {
      return "";
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whereACertificateIsRequiredOnlyItsHoldersAreServed(String protocol) throws Exception {
    try (WireServer wire = start(true, TlsSettings.MODERN, List.of())) {
      assertThat(ask(wire, Optional.of(client), protocol)).startsWith("HTTP/1.1 200").endsWith("certificates=1");
      assertThat(ask(wire, Optional.empty(), protocol)).isEmpty();
      assertThat(ask(wire, Optional.of(stranger), protocol)).isEmpty();
      wire.reloadTls();
      assertThat(ask(wire, Optional.empty(), protocol)).as("after a reload too").isEmpty();
      assertThat(ask(wire, Optional.of(client), protocol)).endsWith("certificates=1");
    }
  }

  @Test
  void whereItIsOptionalTheDialectSeesOnlyVerifiedOnes() throws Exception {
    try (WireServer wire = start(false, TlsSettings.MODERN, List.of())) {
      assertThat(ask(wire, Optional.of(client), "TLSv1.3")).endsWith("certificates=1");
      assertThat(ask(wire, Optional.empty(), "TLSv1.3")).endsWith("certificates=0");
      assertThat(ask(wire, Optional.of(stranger), "TLSv1.3")).doesNotContain("certificates=1");
    }
  }

  /** Certificate logins check what is presented; a client without is served as well. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whereNobodyIsNamedWhoVouchesTheDialectSeesWhatIsPresented(String protocol) throws Exception {
    Path key = TestKeys.write(folder.resolve("key.pem"), "PRIVATE KEY", server.pkcs8());
    TlsSettings asking =
        new TlsSettings(
            server.certificateFile(folder.resolve("server")), key, Optional.empty(), true, false, TlsSettings.MODERN, List.of());
    try (WireServer wire = start(asking)) {
      assertThat(ask(wire, Optional.of(stranger), protocol)).endsWith("certificates=1");
      assertThat(ask(wire, Optional.empty(), protocol)).endsWith("certificates=0");
      wire.reloadTls();
      assertThat(ask(wire, Optional.of(client), protocol)).endsWith("certificates=1");
    }
    try (WireServer wire = start(TlsSettings.of(server.certificateFile(folder.resolve("server")), key))) {
      assertThat(ask(wire, Optional.of(stranger), protocol)).endsWith("certificates=0");
    }
  }

  @Test
  void versionsAndSuitesAreTheConfiguredOnes() throws Exception {
    try (WireServer wire = start(true, List.of("TLSv1.3"), List.of())) {
      assertThat(ask(wire, Optional.of(client), "TLSv1.2")).isEmpty();
      assertThat(ask(wire, Optional.of(client), "TLSv1.3")).startsWith("HTTP/1.1 200");
    }
    try (WireServer wire = start(true, List.of("TLSv1.3"), List.of("TLS_AES_256_GCM_SHA384"))) {
      assertThat(ask(wire, Optional.of(client), "TLSv1.3", "TLS_AES_128_GCM_SHA256")).isEmpty();
      assertThat(ask(wire, Optional.of(client), "TLSv1.3", "TLS_AES_256_GCM_SHA384")).startsWith("HTTP/1.1 200");
    }
  }

  /** As {@code openssl ecparam -genkey} writes them, the curve's block in front included. */
  @ParameterizedTest
  @CsvSource({"256, 06082a8648ce3d030107", "384, 06052b81040022", "521, 06052b81040023"})
  void keysInSec1AreRead(int bits, String curve) throws Exception {
    ECPrivateKey key = TestKeys.ecKey(bits);
    byte[] oid = HexFormat.of().parseHex(curve);
    Path file = TestKeys.write(folder.resolve("sec1.pem"), "EC PRIVATE KEY", sec1(key, (bits + 7) / 8, oid));
    Path parameters = TestKeys.write(folder.resolve("parameters.pem"), "EC PARAMETERS", oid);
    String text = Files.readString(parameters) + Files.readString(file);
    assertThat(PemKeys.privateKey(text))
        .isInstanceOfSatisfying(ECPrivateKey.class, read -> assertThat(read.getS()).isEqualTo(key.getS()));
  }

  @Test
  void aKeyInSec1Serves() throws Exception {
    ECPrivateKey key = (ECPrivateKey) PemKeys.privateKey(
        Files.readString(TestKeys.write(folder.resolve("plain.pem"), "PRIVATE KEY", server.pkcs8())));
    byte[] der = sec1(key, 32, HexFormat.of().parseHex("06082a8648ce3d030107"));
    Path file = TestKeys.write(folder.resolve("sec1.pem"), "EC PRIVATE KEY", der);
    try (WireServer wire = start(TlsSettings.of(server.certificateFile(folder.resolve("server")), file))) {
      assertThat(ask(wire, Optional.empty(), "TLSv1.3")).startsWith("HTTP/1.1 200");
    }
  }

  /** RFC 5915: SEQUENCE { 1, OCTET STRING key, [0] curve }. */
  private static byte[] sec1(ECPrivateKey key, int keyBytes, byte[] curve) {
    byte[] content =
        ByteBuffer.allocate(3 + 2 + keyBytes + 2 + curve.length)
            .put(new byte[] {2, 1, 1, 4, (byte) keyBytes})
            .put(fixed(key.getS(), keyBytes))
            .put(new byte[] {(byte) 0xa0, (byte) curve.length})
            .put(curve)
            .array();
    return ByteBuffer.allocate(2 + content.length)
        .put(new byte[] {0x30, (byte) content.length})
        .put(content)
        .array();
  }

  private static byte[] fixed(BigInteger number, int bytes) {
    byte[] all = number.toByteArray();
    byte[] fixed = new byte[bytes];
    int from = Math.max(0, all.length - bytes);
    System.arraycopy(all, from, fixed, bytes - (all.length - from), all.length - from);
    return fixed;
  }
}
