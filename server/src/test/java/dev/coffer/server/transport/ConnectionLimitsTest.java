package dev.coffer.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.JsonLimits;
import dev.coffer.server.dialect.WireRequest;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.TestKeys;
import dev.coffer.server.transport.ListenerSettings.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many callers at once, or slow ones: each is bounded and none keeps others out. */
final class ConnectionLimitsTest {
  private static final Limits LIMITS =
      new Limits(
          1 << 20, 4_096, 30, 10_000, Duration.ofMillis(300), Duration.ofSeconds(20),
          Duration.ofMillis(300), Duration.ofSeconds(60), JsonLimits.REQUEST);
  private static final int HUGE = 64 << 20;
  private static final String GET = "GET /v1/a HTTP/1.1\r\nHost: h\r\n\r\n";

  @TempDir private Path folder;
  private final BodyMemory memory = new BodyMemory(1 << 20);

  private static WireResponse answer(WireRequest request) {
    try {
      int size = request.body().read(1 << 20).length;
      return WireResponse.of(
          200, List.of(), request.rawPath().endsWith("huge") ? new byte[HUGE] : Integer.toString(size).getBytes(StandardCharsets.US_ASCII));
    } catch (Refused refused) {
      return Refusals.of(refused.failure() instanceof Failure.Unavailable ? 503 : 400, "refused");
    }
  }

  private WireServer start(Limits limits, Optional<TlsSettings> tls) {
    ListenerSettings settings =
        new ListenerSettings(
            "test", new ListenerSettings.Address.Tcp("0.0.0.0", 0), tls, limits, ForwardedFor.NEVER, Set.of(), false);
    return WireServer.start(List.of(settings), ConnectionLimitsTest::answer, Duration.ZERO, memory);
  }

  /** Until it is so, or for eight seconds. */
  private static boolean becomes(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return true;
  }

  private static boolean isCut(Socket socket) {
    try {
      socket.getOutputStream().write(3);
      return false;
    } catch (IOException _) {
      return true;
    }
  }

  @Test
  void aTlsHandshakeThatDripsIsCut() throws Exception {
    TestKeys keys = TestKeys.make(folder, "EC");
    Path key = TestKeys.write(folder.resolve("key.pem"), "PRIVATE KEY", keys.pkcs8());
    TlsSettings tls = TlsSettings.of(keys.certificateFile(folder), key);
    try (WireServer server = start(LIMITS, Optional.of(tls));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port("test"))) {
      // The head of a handshake record of 512 bytes, which then come one by one.
      socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
      assertThat(
              becomes(
                  () -> {
                    server.run(Instant.EPOCH);
                    return isCut(socket);
                  }))
          .isTrue();
    }
  }

  @Test
  void aCallerWhoDoesNotReadTheAnswerIsCutOff() throws IOException {
    try (WireServer server = start(LIMITS, Optional.empty());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port("test"))) {
      socket.getOutputStream().write("GET /v1/huge HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isEqualTo('H');
      assertThat(
              becomes(
                  () -> {
                    server.run(Instant.EPOCH);
                    return isCut(socket);
                  }))
          .isTrue();
    }
  }

  @Test
  void callersWhoComeAndGoLeaveNothingBehind() throws IOException {
    try (WireServer server = start(LIMITS, Optional.empty())) {
      for (int caller = 0; caller < 20; caller++) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port("test"))) {
          socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
          assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
      }
      assertThat(becomes(() -> server.reading() == 0)).as("kept until their time is over").isTrue();
    }
  }

  @Test
  void oneSourceCannotTakeAllPlacesWithConnectionsThatSayNothing() throws IOException {
    List<RawClient> silent = new ArrayList<>();
    Limits patient =
        new Limits(
            1_000, 4_096, 30, 10_000, Duration.ofMinutes(1), LIMITS.readBody(), LIMITS.write(), LIMITS.idle(),
            JsonLimits.REQUEST);
    try (WireServer server = start(patient, Optional.empty())) {
      int port = server.port("test");
      // A kernel whose queue of new connections overflows drops some of which the client thinks that
      // they stand: so open some more until the limit is felt.
      while (silent.size() < Newcomers.PER_SOURCE_MAX || !isTurnedAway(port)) {
        assertThat(silent).as("silent connections").hasSizeLessThan(2 * Newcomers.PER_SOURCE_MAX);
        silent.add(new RawClient(port));
      }
      assertThat(ask("127.0.0.2", port)).startsWith("HTTP/1.1 200");
      assertThat(
              becomes(
                  () -> {
                    close(silent.removeLast());
                    return !isTurnedAway(port);
                  }))
          .as("closed ones give their places back")
          .isTrue();
    } finally {
      for (RawClient client : silent) {
        client.close();
      }
    }
  }

  private static void close(RawClient client) {
    try {
      client.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static boolean isTurnedAway(int port) {
    try (RawClient client = new RawClient(port)) {
      return client.send(GET).response().isEmpty();
    } catch (IOException _) {
      return true;
    }
  }

  private static String ask(String source, int port) throws IOException {
    try (RawClient client = RawClient.from(source, port)) {
      return client.send(GET).response();
    }
  }

  @Test
  void thousandsOfConnectionsAtRestCostLittleAndKeepNobodyOut() throws IOException {
    int many = 2_000;
    List<RawClient> resting = new ArrayList<>();
    try (WireServer server = start(LIMITS, Optional.empty())) {
      int port = server.port("test");
      ask("127.0.0.1", port);
      long before = heapInUse();
      for (int i = 0; i < many; i++) {
        RawClient client = new RawClient(port);
        assertThat(client.send(GET).response()).startsWith("HTTP/1.1 200");
        resting.add(client);
      }
      long each = (heapInUse() - before) / many;
      assertThat(each).as("bytes of heap for a connection, client's end included").isLessThan(64 << 10);
      assertThat(ask("127.0.0.1", port)).startsWith("HTTP/1.1 200");
    } finally {
      for (RawClient client : resting) {
        client.close();
      }
    }
  }

  private static long heapInUse() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void manyLargeBodiesAtOnceAreRefusedBeforeTheyFillTheHeap() throws IOException {
    List<RawClient> large = new ArrayList<>();
    try (WireServer server = start(LIMITS, Optional.empty())) {
      int port = server.port("test");
      // Three quarters of a MiB are for large bodies; these two hold half a MiB.
      for (int i = 0; i < 2; i++) {
        large.add(new RawClient(port).send(post(300_000) + "x".repeat(200_000)));
      }
      assertThat(becomes(() -> memory.held() >= 512 << 10)).isTrue();
      assertThat(send(port, 400_000)).startsWith("HTTP/1.1 503").contains("{\"errors\":[");
      assertThat(send(port, 60_000)).as("small ones have their own quarter").startsWith("HTTP/1.1 200");
      for (RawClient client : large) {
        client.send("x".repeat(100_000));
        assertThat(client.response()).startsWith("HTTP/1.1 200").endsWith("300000");
      }
      assertThat(send(port, 400_000)).startsWith("HTTP/1.1 200");
      assertThat(becomes(() -> memory.held() == 0)).isTrue();
    } finally {
      for (RawClient client : large) {
        client.close();
      }
    }
  }

  @Test
  void announcedBytesThatNeverComeHoldNoMemory() throws IOException {
    try (WireServer server = start(LIMITS, Optional.empty())) {
      try (RawClient liar = new RawClient(server.port("test"))) {
        liar.send(post(1 << 20) + "x");
        assertThat(becomes(() -> memory.held() > 0)).isTrue();
        assertThat(memory.held()).isLessThanOrEqualTo(8 << 10);
      }
      assertThat(becomes(() -> memory.held() == 0)).isTrue();
    }
  }

  private static String post(int length) {
    return "POST /v1/a HTTP/1.1\r\nHost: h\r\nContent-Length: " + length + "\r\n\r\n";
  }

  private static String send(int port, int length) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(post(length));
      try {
        client.send("x".repeat(length));
      } catch (IOException _) {
        // Refused before all of it was sent.
      }
      return client.response();
    }
  }
}
