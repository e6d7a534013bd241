package dev.coffer.server.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.http.Response;
import dev.coffer.kit.net.Network;
import dev.coffer.server.fake.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server calls, and what it takes for an answer. */
final class ChecklistJOutgoingTest {
  private static final Outgoing LOCAL = new SocketOutgoing(Reach.DEVELOPMENT);
  private static final AtomicInteger FOLLOWED = new AtomicInteger();

  @TempDir private static Path folder;
  private static HttpsServer https;
  private static HttpServer http;
  private static String authority;

  @BeforeAll
  static void serve() throws Exception {
    TestKeys keys = TestKeys.make(folder, "EC");
    authority = Files.readString(keys.certificateFile(folder));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.keyManagers(), null, new SecureRandom());
    https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    https.createContext("/", ChecklistJOutgoingTest::answer);
    https.start();
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", ChecklistJOutgoingTest::answer);
    http.start();
  }

  @AfterAll
  static void stop() {
    https.stop(0);
    http.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    byte[] body =
        switch (exchange.getRequestURI().getPath()) {
          case "/large" -> new byte[2_000];
          case "/echo" -> sent;
          case "/moved" -> new byte[0];
          case "/followed" -> {
            FOLLOWED.incrementAndGet();
            yield new byte[0];
          }
          default ->
              (exchange.getRequestMethod()
                      + " "
                      + exchange.getRequestURI()
                      + " "
                      + exchange.getRequestHeaders().getFirst("Authorization"))
                  .getBytes(StandardCharsets.UTF_8);
        };
    boolean moved = exchange.getRequestURI().getPath().equals("/moved");
    if (moved) {
      exchange.getResponseHeaders().add("Location", "/followed");
    }
    exchange.sendResponseHeaders(moved ? 302 : 200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static URI at(String host, String path) {
    return URI.create("https://" + host + ":" + https.getAddress().getPort() + path);
  }

  private static String text(Response response) {
    return response.body().read(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Call limited(URI target, Duration time, int bytes) {
    return new Call(
        Call.Method.GET, target, Map.of(), Optional.empty(), authority, new Call.Limits(time, bytes));
  }

  @Test
  void aCallSendsWhatItSaysAndGetsTheWholeAnswer() throws Unanswered {
    Call get =
        new Call(
            Call.Method.GET, at("127.0.0.1", "/a/b?c=d"), Map.of("Authorization", "Bearer x"),
            Optional.empty(), authority, Call.Limits.USUAL);
    assertThat(text(LOCAL.send(get))).isEqualTo("GET /a/b?c=d Bearer x");
    Call post = Call.post(at("localhost", "/echo"), Map.of(), SecretBytes.ofText("{\"a\":1}"), authority);
    assertThat(text(LOCAL.send(post))).isEqualTo("{\"a\":1}");
    assertThat(get.toString()).doesNotContain("Bearer");
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() throws Unanswered {
    Response response = LOCAL.send(Call.get(at("127.0.0.1", "/moved"), authority));
    assertThat(response.status()).isEqualTo(302);
    assertThat(FOLLOWED).hasValue(0);
  }

  @Test
  void anAnswerThatIsTooLargeIsNone() {
    assertThatThrownBy(() -> LOCAL.send(limited(at("127.0.0.1", "/large"), Duration.ofSeconds(5), 1_999)))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("too large");
  }

  @Test
  void anUnknownAuthorityOrAnotherNameIsNotTrusted() {
    assertThatThrownBy(() -> LOCAL.send(Call.get(at("127.0.0.1", "/"), "")))
        .isInstanceOf(Unanswered.class)
        .hasMessageContaining("not trusted");
    assertThatThrownBy(() -> LOCAL.send(Call.get(at("127.0.0.2", "/"), authority)))
        .isInstanceOf(Unanswered.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.1.2.3", "169.254.169.254", "0.0.0.0",
        "[fe80::1]", "[fd00:ec2::254]", "100.64.0.1", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"
      })
  void whatIsNotPublicIsNotEvenConnectedTo(String host) throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listening.setSoTimeout(1);
      URI target = URI.create("https://" + host + ":" + listening.getLocalPort() + "/");
      assertThatThrownBy(() -> new SocketOutgoing(Reach.PUBLIC).send(Call.get(target, "")))
          .isInstanceOf(Unanswered.class)
          .hasMessageContaining("outgoing_allowed_networks")
          .message()
          .doesNotContain(host);
      assertThatThrownBy(listening::accept).isInstanceOf(IOException.class);
    }
  }

  @Test
  void publicAddressesAreReachableAndDevelopmentStillDoesNotReadTheCloudsMetadata() throws IOException {
    assertThat(Reach.PUBLIC.includes(InetAddress.ofLiteral("140.82.121.4"))).isTrue();
    assertThat(Reach.PUBLIC.includes(InetAddress.ofLiteral("2606:50c0:8000::64"))).isTrue();
    assertThat(Reach.DEVELOPMENT.includes(InetAddress.ofLiteral("169.254.169.254"))).isFalse();
    assertThat(new Reach(List.of(Network.of("10.96.0.1"))).includes(InetAddress.ofLiteral("10.96.0.1"))).isTrue();
    assertThat(new Reach(List.of(Network.of("10.96.0.1"))).includes(InetAddress.ofLiteral("10.96.0.2"))).isFalse();
  }

  @Test
  void withoutTlsOnlyThisMachineIsCalled() throws Unanswered {
    URI here = URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/x");
    assertThat(text(LOCAL.send(Call.get(here, "")))).startsWith("GET /x");
    URI elsewhere = URI.create("http://192.168.0.1/x");
    assertThatThrownBy(() -> LOCAL.send(Call.get(elsewhere, ""))).hasMessageContaining("without TLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "https://u:p@example.com/", "https:///x", "ftp://example.com/", "x"})
  void whatIsNoUrlOfAServerIsNoTarget(String text) {
    assertThat(Call.isTarget(text)).isFalse();
  }

  @Test
  void aHeaderCannotStartAnotherRequest() {
    assertThatThrownBy(
            () ->
                new Call(
                    Call.Method.GET, URI.create("https://example.com/"), Map.of("A", "x\r\nB: y"),
                    Optional.empty(), "", Call.Limits.USUAL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A byte each 20 ms resets a time-out of each read for ever; also inside TLS records. */
  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void whoSendsAByteNowAndThenHoldsNobodyLongerThanTheCallsTime(String scheme) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread dripping = Thread.ofVirtual().start(() -> drip(listening));
      URI target = URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort() + "/");
      long start = System.nanoTime();
      assertThatThrownBy(() -> LOCAL.send(limited(target, Duration.ofMillis(200), 1_000)))
          .isInstanceOf(Unanswered.class)
          .hasMessageContaining("in time");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
      dripping.interrupt();
    }
  }

  private static void drip(ServerSocket listening) {
    try (Socket socket = listening.accept()) {
      // The head of a TLS record that announces 16 KiB; as HTTP, a line that never ends.
      socket.getOutputStream().write(new byte[] {0x16, 3, 3, 0x40, 0});
      while (!Thread.currentThread().isInterrupted()) {
        socket.getOutputStream().write('a');
        LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException _) {
      // The caller has hung up, as it should.
    }
  }
}
