package dev.coffer.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.net.Network;
import dev.coffer.server.dialect.Dialect;
import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.transport.ListenerSettings.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real sockets, with bytes that no well-behaved client sends. */
final class WireServerTest {
  private static final Limits SMALL =
      new Limits(
          1_000, 4_096, 30, 5_000, Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(30),
          JsonLimits.REQUEST);

  private final List<WireServer> started = new ArrayList<>();

  @AfterEach
  void stopAll() {
    started.forEach(WireServer::close);
  }

  private WireServer start(Set<String> hosts, ForwardedFor forwarded) {
    return start(SMALL, hosts, forwarded);
  }

  private WireServer startWith(Duration idle) {
    Limits limits =
        new Limits(
            1_000, 4_096, 30, 5_000, SMALL.readHeader(), SMALL.readBody(), SMALL.write(), idle, JsonLimits.REQUEST);
    return start(limits, Set.of(), ForwardedFor.NEVER);
  }

  private WireServer start(Limits limits, Set<String> hosts, ForwardedFor forwarded) {
    return start(limits, hosts, forwarded, WireServerTest::echo);
  }

  private WireServer start(Limits limits, Set<String> hosts, ForwardedFor forwarded, Dialect dialect) {
    ListenerSettings settings =
        new ListenerSettings(
            "test", new ListenerSettings.Address.Tcp("127.0.0.1", 0), Optional.empty(), limits, forwarded,
            hosts, false);
    WireServer server = WireServer.start(List.of(settings), dialect, Duration.ofSeconds(1));
    started.add(server);
    return server;
  }

  private static WireResponse echo(WireRequest request) {
    try {
      byte[] body = request.body().read(500);
      String text =
          String.join(
              " ", request.method(), request.rawPath(), request.rawQuery(), request.peer().address(),
              new String(body, StandardCharsets.UTF_8));
      return WireResponse.of(
          200, List.of(new WireResponse.Header("Content-Type", "text/plain")), text.getBytes(StandardCharsets.UTF_8));
    } catch (Refused refused) {
      return Refusals.of(refused.failure() instanceof Failure.TooLarge ? 413 : 400, "refused");
    }
  }

  private String ask(WireServer server, String request) throws IOException {
    try (RawClient client = new RawClient(server.port("test"))) {
      return client.send(request).response();
    }
  }

  private WireServer open() {
    return start(Set.of(), ForwardedFor.NEVER);
  }

  @Test
  void pathAndQueryArriveAsTheyWereSent() throws IOException {
    assertThat(ask(open(), "GET /v1/a%2fb/..;x/%C3%A9?k=%26&k=b HTTP/1.1\r\nHost: h\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .contains("GET /v1/a%2fb/..;x/%C3%A9 k=%26&k=b 127.0.0.1");
  }

  @Test
  void aRequestLineThatDripsIsCut() throws IOException {
    WireServer server = open();
    try (RawClient client = new RawClient(server.port("test"))) {
      client.send("GET /v1/");
      cutWhileDripping(server, client);
    }
  }

  /** The line of a second request is bounded by the time that a connection may rest. */
  @Test
  void theRequestLineOfALaterRequestIsCutToo() throws IOException {
    WireServer server = startWith(Duration.ofMillis(300));
    try (RawClient client = new RawClient(server.port("test"))) {
      client.send("GET /v1/a HTTP/1.1\r\nHost: h\r\n\r\n").response();
      client.send("GET /v1/");
      cutWhileDripping(server, client);
    }
  }

  /** Time passes by the bytes that are sent: as many as it takes, within the client's own time-out. */
  private static void cutWhileDripping(WireServer server, RawClient client) {
    long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    boolean cut = false;
    while (!cut && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      server.run(Instant.EPOCH);
      try {
        client.send("a");
      } catch (IOException _) {
        cut = true;
      }
    }
    assertThat(cut).isTrue();
  }

  @Test
  void theVerbsListAndScanAreServed() throws IOException {
    WireServer server = open();
    assertThat(ask(server, "LIST /v1/a/ HTTP/1.1\r\nHost: h\r\n\r\n")).contains("LIST /v1/a/ ");
    assertThat(ask(server, "SCAN /v1/a HTTP/1.1\r\nHost: h\r\n\r\n")).contains("SCAN /v1/a ");
  }

  @Test
  void bodiesComeWithLengthInChunksAndNotAtAll() throws IOException {
    WireServer server = open();
    assertThat(ask(server, "POST /v1/a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello")).endsWith(" hello");
    assertThat(ask(server, "POST /v1/a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"))
        .endsWith(" hello");
    assertThat(ask(server, "POST /v1/a HTTP/1.1\r\nHost: h\r\n\r\n")).startsWith("HTTP/1.1 200");
  }

  @Test
  void aConnectionServesManyRequestsAndClosesWhenAsked() throws IOException {
    try (RawClient client = new RawClient(open().port("test"))) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send("GET /v1/" + i + " HTTP/1.1\r\nHost: h\r\n\r\n").response()).contains("/v1/" + i);
      }
      assertThat(client.send("GET /v1/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").response())
          .startsWith("HTTP/1.1 200");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void tooLargeBodiesAreRefusedAndTheRestIsNotTakenForARequest() throws IOException {
    WireServer server = open();
    assertThat(ask(server, "POST /v1/a HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\n\r\n")).startsWith("HTTP/1.1 413");
    assertThat(ask(server, "POST /v1/a HTTP/1.1\r\nHost: h\r\nContent-Length: 501\r\n\r\n")).startsWith("HTTP/1.1 413");
    String chunk = "258\r\n" + "x".repeat(600) + "\r\n";
    try (RawClient client = new RawClient(server.port("test"))) {
      client.send("POST /v1/a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk);
      assertThat(client.response()).startsWith("HTTP/1.1 413");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void uglyRequestsGetAJsonErrorOrAClosedConnection() throws IOException {
    WireServer server = open();
    List<String> ugly =
        List.of(
            "nonsense\r\n\r\n",
            "GET /v1/a HTTP/9.9\r\nHost: h\r\n\r\n",
            "GET /v1/a b HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /v1/a HTTP/1.1\r\nBro ken: h\r\n\r\n",
            "GET /v1/a HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
            "GET /v1/a HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
            "GET /v1/a HTTP/1.1\r\nHost: h\r\nX: " + "y".repeat(9_000) + "\r\n\r\n",
            "GET /" + "y".repeat(40_000) + " HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /v1/a HTTP/1.1\r\nHost: h\r\n" + manyHeaders(40) + "\r\n",
            "POST /v1/a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
    for (String request : ugly) {
      String answer = ask(server, request);
      assertThat(answer).as(request.substring(0, Math.min(60, request.length()))).doesNotContain("HTTP/1.1 200").doesNotContain("Exception").doesNotContain("\tat ");
      if (!answer.isEmpty()) {
        assertThat(answer).as(request.substring(0, Math.min(60, request.length()))).contains("{\"errors\":[");
      }
    }
  }

  private static String manyHeaders(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append("X-").append(i).append(": a\r\n");
    }
    return lines.toString();
  }

  @Test
  void lengthAndChunksTogetherAreRefused() throws IOException {
    String smuggled =
        String.join(
            "\r\n",
            "POST /v1/a HTTP/1.1", "Host: h", "Content-Length: 4", "Transfer-Encoding: chunked", "",
            "0", "", "GET /v1/smuggled HTTP/1.1", "Host: h", "", "");
    try (RawClient client = new RawClient(open().port("test"))) {
      String first = client.send(smuggled).response();
      assertThat(first).doesNotContain("HTTP/1.1 200");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void drippedHeadersAndBodiesAreCutOff() throws Exception {
    WireServer server = open();
    for (String begun :
        List.of(
            "GET /v1/a HTTP/1.1\r\nHost: h\r\nX-Slow: ",
            "POST /v1/a HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\nx")) {
      try (RawClient client = new RawClient(server.port("test"))) {
        client.send(begun);
        long began = System.nanoTime();
        boolean cut = false;
        while (!cut && System.nanoTime() - began < 5_000_000_000L) {
          server.run(Instant.EPOCH);
          cut = dripIsRefused(client);
        }
        assertThat(cut).as(begun).isTrue();
      }
    }
  }

  private static boolean dripIsRefused(RawClient client) {
    try {
      client.send("z");
      Thread.onSpinWait();
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void aListenerWithHostNamesRefusesOthersAndPagesOfOtherSites() throws IOException {
    WireServer server = start(Set.of("127.0.0.1", "localhost", "[::1]"), ForwardedFor.NEVER);
    assertThat(ask(server, "GET /v1/a HTTP/1.1\r\nHost: localhost:8200\r\n\r\n")).startsWith("HTTP/1.1 200");
    assertThat(ask(server, "GET /v1/a HTTP/1.1\r\nHost: [::1]:8200\r\n\r\n")).startsWith("HTTP/1.1 200");
    assertThat(ask(server, "GET /v1/a HTTP/1.1\r\nHost: localhost:8200\r\nOrigin: http://localhost:8200\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    for (String other :
        List.of(
            "Host: evil.example",
            "Host: localhost.evil.example",
            "Host: localhost:8200\r\nOrigin: http://evil.example",
            "Host: localhost:8200\r\nOrigin: null",
            "Host: localhost:8200\r\nSec-Fetch-Site: cross-site",
            "Host: localhost:8200\r\nSec-Fetch-Site: same-site")) {
      assertThat(ask(server, "GET /v1/a HTTP/1.1\r\n" + other + "\r\n\r\n")).as(other).startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void aPageThatAnOperatorNamedIsAnsweredButOnlyUnderAHostName() throws IOException {
    Dialect naming =
        new Dialect() {
          @Override
          public WireResponse answer(WireRequest request) {
            return echo(request);
          }

          @Override
          public boolean allowsOrigin(String origin) {
            return origin.equals("https://app.example");
          }
        };
    WireServer server = start(SMALL, Set.of("localhost"), ForwardedFor.NEVER, naming);
    String page = "\r\nOrigin: https://app.example\r\nSec-Fetch-Site: cross-site\r\n\r\n";
    assertThat(ask(server, "GET /v1/a HTTP/1.1\r\nHost: localhost:8200" + page)).startsWith("HTTP/1.1 200");
    assertThat(ask(server, "OPTIONS /v1/a HTTP/1.1\r\nHost: localhost:8200" + page)).contains("OPTIONS /v1/a ");
    assertThat(ask(server, "GET /v1/a HTTP/1.1\r\nHost: evil.example" + page)).startsWith("HTTP/1.1 403");
    assertThat(ask(server, "GET /v1/a HTTP/1.1\r\nHost: localhost:8200\r\nOrigin: https://app.example.evil\r\n\r\n"))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void forwardedAddressesCountOnlyFromAuthorizedPeers() throws IOException {
    String request = "GET /v1/a HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 1.1.1.1, 10.9.9.9\r\n\r\n";
    assertThat(ask(open(), request)).contains(" 127.0.0.1 ");
    assertThat(ask(start(Set.of(), new ForwardedFor(List.of(Network.of("127.0.0.0/8")), 0, true, true)), request))
        .contains(" 10.9.9.9 ");
    assertThat(ask(start(Set.of(), new ForwardedFor(List.of(Network.of("10.0.0.0/8")), 0, true, true)), request))
        .startsWith("HTTP/1.1 400");
    assertThat(
            ask(
                start(Set.of(), new ForwardedFor(List.of(Network.of("127.0.0.1")), 0, true, true)),
                "GET /v1/a HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: not-an-address\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }
}
