package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.bench.BadRun;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Ten million bad requests leave the server serving known callers": {@code ./bench bad}, in small. */
final class BadRequestsTest {
  private static final long COUNT = 20_000;

  /** Two records of a known caller's read are shorter. */
  private static final long BYTES_OF_A_READ = 3_000;

  @TempDir private Path home;

  @Test
  void knownCallersAreServedThroughoutAndTheAuditDiskIsNotFull() throws Exception {
    String config = "-config=" + ServerProcess.configuration(home);
    try (ServerProcess server = ServerProcess.start(home, config);
        Http http = new Http(server.address())) {
      String root =
          http.send("PUT", "", "sys/init", "{\"recovery_shares\":1,\"recovery_threshold\":1}")
              .json().text("root_token").orElseThrow();
      http.send("POST", root, "sys/mounts/secret", "{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}");
      http.send("POST", root, "secret/data/known", "{\"data\":{\"k\":\"v\"}}");
      Path audit = home.resolve("audit.log");
      String options = "{\"type\":\"file\",\"options\":{\"file_path\":\"" + audit + "\"}}";
      assertThat(http.send("PUT", root, "sys/audit/file", options).status()).isEqualTo(204);

      BadRun.Result result = BadRun.of(URI.create(server.address()).getPort(), root, COUNT);

      assertThat(result.statuses().keySet()).as("%s", result).allMatch(status -> status >= 400 && status < 500);
      assertThat(result.statuses().values().stream().mapToLong(Long::longValue).sum() + result.closed())
          .isEqualTo(COUNT);
      assertThat(result.refused()).as("%s", result).isZero();
      assertThat(result.served()).as("%s", result).isGreaterThan(100);
      long ofStrangers = Files.size(audit) - result.served() * BYTES_OF_A_READ;
      assertThat(ofStrangers).as("audit bytes of %s", result).isLessThan(COUNT * 50);
      assertThat(server.output()).doesNotContain("\tat ", "    at ", root);
      assertThat(server.output().length()).as("bytes of log").isLessThan(20_000);
    }
  }
}
