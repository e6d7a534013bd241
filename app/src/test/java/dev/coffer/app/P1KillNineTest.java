package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promises P1 and P3, through the front door: writers load a durable server, it is killed with
 * SIGKILL, and after the restart every answered write is there and every answer has its records.
 */
class P1KillNineTest {
  private static final int WRITERS = 16;

  @TempDir private Path home;

  @Test
  void whatWasAcknowledgedSurvivesKillNine() throws Exception {
    rounds(2);
  }

  @Test
  @Tag("faults")
  void whatWasAcknowledgedSurvivesKillNineManyTimes() throws Exception {
    rounds(25);
  }

  private void rounds(int count) throws Exception {
    String config = "-config=" + ServerProcess.configuration(home);
    String root;
    Path audit = home.resolve("audit.log");
    try (ServerProcess server = ServerProcess.start(home, config);
        Http http = new Http(server.address())) {
      Json.Object answer =
          http.send("PUT", "", "sys/init", "{\"recovery_shares\":1,\"recovery_threshold\":1}").json();
      root = answer.text("root_token").orElseThrow();
      assertThat(http.send("POST", root, "sys/mounts/secret", "{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}").status())
          .isEqualTo(204);
      assertThat(
              http.send("PUT", root, "sys/audit/file", "{\"type\":\"file\",\"options\":{\"file_path\":\"" + audit + "\"}}")
                  .status())
          .isEqualTo(204);
      assertThat(server.stop()).isZero();
    }
    Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    for (int round = 0; round < count; round++) {
      try (ServerProcess server = ServerProcess.start(home, config)) {
        check(server.address(), root, acknowledged);
        load(server, root, acknowledged, round);
      }
    }
    try (ServerProcess server = ServerProcess.start(home, config)) {
      check(server.address(), root, acknowledged);
    }
    assertThat(acknowledged).isNotEmpty();
    String records = Files.readString(audit);
    for (String path : acknowledged.keySet()) {
      assertThat(records).contains("\"secret/data/" + path + "\"");
    }
  }

  /** Writers count a secret of their own up until the server is killed under them. */
  private static void load(
      ServerProcess server, String root, Map<String, Integer> acknowledged, int round)
      throws InterruptedException {
    AtomicInteger answered = new AtomicInteger();
    String address = server.address();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < WRITERS; writer++) {
        String path = "round" + round + "/writer" + writer;
        pool.execute(() -> write(address, root, path, acknowledged, answered));
      }
      long give = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (answered.get() < 200 && System.nanoTime() < give) {
        Thread.sleep(5);
      }
      server.killNine();
    }
    assertThat(answered.get()).isGreaterThanOrEqualTo(200);
  }

  private static void write(
      String address,
      String root,
      String path,
      Map<String, Integer> acknowledged,
      AtomicInteger answered) {
    try (Http http = new Http(address)) {
      for (int value = 1; value < 100_000; value++) {
        Http.Reply reply =
            http.send("POST", root, "secret/data/" + path, "{\"data\":{\"n\":" + value + "}}");
        if (reply.status() != 200) {
          return;
        }
        acknowledged.put(path, value);
        answered.incrementAndGet();
      }
    } catch (IOException _) {
      // Killed: this write has no answer, so it may be there or not.
    }
  }

  private static void check(String address, String root, Map<String, Integer> acknowledged)
      throws IOException {
    try (Http http = new Http(address)) {
      for (Map.Entry<String, Integer> entry : List.copyOf(acknowledged.entrySet())) {
        Json.Object data = http.get(root, "secret/data/" + entry.getKey()).data();
        long value = data.object("data").orElseThrow().integer("n").orElseThrow();
        // One more write may have been on its way when the server died.
        assertThat(value).as(entry.getKey()).isBetween((long) entry.getValue(), entry.getValue() + 1L);
      }
    }
  }
}
