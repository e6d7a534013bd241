package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audit devices of a server in a process of its own, enabled and read from outside. */
final class LiveAuditTest {
  private static final String SECRET = "hunter2-of-the-audit-test";

  @TempDir private Path home;

  private static int enable(Http http, String name, String options) throws IOException {
    return http.send("PUT", "root", "sys/audit/" + name, "{\"type\":\"file\",\"options\":{" + options + "}}").status();
  }

  private static void write(Http http) throws IOException {
    assertThat(http.send("POST", "root", "secret/data/a", "{\"data\":{\"k\":\"" + SECRET + "\"}}").status()).isEqualTo(200);
  }

  private static boolean says(ServerProcess server, String text) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!server.output().contains(text)) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return true;
  }

  @Test
  void onlyLogRawWritesValuesAsTheyAre() throws IOException {
    try (ServerProcess server = ServerProcess.dev(home);
        Http http = new Http(server.address())) {
      assertThat(enable(http, "hidden", "\"file_path\":\"" + home + "/hidden.log\"")).isEqualTo(204);
      assertThat(enable(http, "raw", "\"file_path\":\"" + home + "/raw.log\",\"log_raw\":\"true\"")).isEqualTo(204);
      write(http);
      assertThat(home.resolve("raw.log")).content().contains(SECRET);
      assertThat(home.resolve("hidden.log")).content().contains("secret/data/a").contains("hmac-sha256:").doesNotContain(SECRET);
    }
  }

  @Test
  void aDashIsStandardOutput() throws IOException {
    try (ServerProcess server = ServerProcess.dev(home);
        Http http = new Http(server.address())) {
      assertThat(enable(http, "out", "\"file_path\":\"-\"")).isEqualTo(204);
      write(http);
      assertThat(says(server, "\"path\":\"secret/data/a\"")).isTrue();
      assertThat(server.output()).doesNotContain(SECRET);
    }
  }

  /** A pipe that nobody reads would stop the server: it is refused, and the server goes on. */
  @Test
  void aPipeIsRefusedAndNothingHangs() throws Exception {
    Path pipe = home.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (ServerProcess server = ServerProcess.dev(home);
        Http http = new Http(server.address())) {
      assertThat(enable(http, "pipe", "\"file_path\":\"" + pipe + "\"")).isEqualTo(400);
      write(http);
      assertThat(Files.exists(pipe)).isTrue();
    }
  }
}
