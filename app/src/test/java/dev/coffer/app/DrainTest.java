package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM while requests are in flight: the server ends in order, and what it answered is there. */
final class DrainTest {
  private static final int WRITERS = 16;
  private static final int ANSWERS_FIRST = 200;

  @TempDir private Path home;

  @Test
  void whatWasAnsweredBeforeAnOrderlyEndIsThereAfterIt() throws Exception {
    String config = "-config=" + ServerProcess.configuration(home);
    Map<String, Integer> answered = new ConcurrentHashMap<>();
    String root;
    try (ServerProcess server = ServerProcess.start(home, config)) {
      root = prepare(server.address());
      stopUnderLoad(server, root, answered);
      assertThat(server.output()).doesNotContain("\tat ", "Exception");
    }
    try (ServerProcess server = ServerProcess.start(home, config);
        Http http = new Http(server.address())) {
      for (Map.Entry<String, Integer> entry : List.copyOf(answered.entrySet())) {
        long value =
            http.get(root, "secret/data/" + entry.getKey()).data().object("data").orElseThrow().integer("n").orElseThrow();
        // One more write may have been done whose answer did not arrive.
        assertThat(value).as(entry.getKey()).isBetween((long) entry.getValue(), entry.getValue() + 1L);
      }
    }
    assertThat(answered).hasSize(WRITERS);
  }

  private static String prepare(String address) throws IOException {
    try (Http http = new Http(address)) {
      String root =
          http.send("PUT", "", "sys/init", "{\"recovery_shares\":1,\"recovery_threshold\":1}")
              .json().text("root_token").orElseThrow();
      http.send("POST", root, "sys/mounts/secret", "{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}");
      return root;
    }
  }

  private static void stopUnderLoad(ServerProcess server, String root, Map<String, Integer> answered)
      throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(ANSWERS_FIRST);
    String address = server.address();
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int writer = 0; writer < WRITERS; writer++) {
        String path = "writer" + writer;
        writers.execute(() -> write(address, root, path, answered, enough));
      }
      assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.stop()).isZero();
    }
  }

  private static void write(
      String address, String root, String path, Map<String, Integer> answered, CountDownLatch enough) {
    try (Http http = new Http(address)) {
      for (int value = 1; value < 100_000; value++) {
        int status = http.send("POST", root, "secret/data/" + path, "{\"data\":{\"n\":" + value + "}}").status();
        if (status != 200) {
          return;
        }
        answered.put(path, value);
        enough.countDown();
      }
    } catch (IOException _) {
      // The server has ended; this write has no answer.
    }
  }
}
