package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keys of a configuration do, seen from outside a server that was started with them. */
final class ConfiguredServerTest {
  @TempDir private Path home;

  private String config(String more) throws IOException {
    Path file = ServerProcess.configuration(home);
    Files.writeString(file, more, StandardOpenOption.APPEND);
    return "-config=" + file;
  }

  private static String initialize(Http http) throws IOException {
    return http.send("PUT", "", "sys/init", "{\"recovery_shares\":1,\"recovery_threshold\":1}")
        .json()
        .text("root_token")
        .orElseThrow();
  }

  @Test
  void whatTheConfigurationSaysHasEffect() throws Exception {
    String config =
        config(
            """
            pid_file          = "%1$s/coffer.pid"
            log_format        = "json"
            log_file          = "%1$s/log/"
            cluster_name      = "vault-of-accounting"
            default_lease_ttl = "90m"
            max_lease_ttl     = "2h"
            ui                = true
            disable_mlock     = true
            """
                .formatted(home));
    Files.createDirectory(home.resolve("log"));
    try (ServerProcess server = ServerProcess.start(home, config);
        Http http = new Http(server.address())) {
      assertThat(Files.readString(home.resolve("coffer.pid")).strip()).isEqualTo(Long.toString(server.pid()));
      assertThat(server.output()).contains("ui = true: there is no web interface yet").doesNotContain("mlock");
      String root = initialize(http);
      assertThat(http.get("", "sys/health").json().text("cluster_name")).contains("vault-of-accounting");
      assertThat(http.get("", "sys/seal-status").json().text("cluster_name")).contains("vault-of-accounting");
      leaseTimesCount(http, root);
      assertThat(server.stop()).isZero();
    }
    assertThat(home.resolve("coffer.pid")).doesNotExist();
    startAndStopAreLinesOfJsonInTheLogFile();
  }

  private static void leaseTimesCount(Http http, String root) throws IOException {
    http.send("POST", root, "sys/mounts/kv", "{\"type\":\"kv\"}");
    Json.Object tuned = http.get(root, "sys/mounts/kv/tune").data();
    assertThat(tuned.integer("default_lease_ttl")).contains(5_400L);
    assertThat(tuned.integer("max_lease_ttl")).contains(7_200L);
    http.send("POST", root, "kv/a", "{\"k\":\"v\"}");
    assertThat(http.get(root, "kv/a").json().integer("lease_duration")).contains(5_400L);
    Json.Object usual = token(http, root, "{\"policies\":[\"default\"]}");
    assertThat(usual.integer("lease_duration")).contains(5_400L);
    assertThat(token(http, root, "{\"policies\":[\"default\"],\"ttl\":\"9h\"}").integer("lease_duration")).contains(7_200L);
  }

  private static Json.Object token(Http http, String root, String asked) throws IOException {
    return http.send("POST", root, "auth/token/create", asked).json().object("auth").orElseThrow();
  }

  private void startAndStopAreLinesOfJsonInTheLogFile() throws IOException {
    JsonReader reader = new JsonReader(JsonLimits.TRUSTED);
    List<String> messages = new ArrayList<>();
    for (String line : Files.readAllLines(home.resolve("log/coffer.log"))) {
      messages.add(reader.readObject(line.getBytes(StandardCharsets.UTF_8)).text("@message").orElseThrow());
    }
    assertThat(messages.getFirst()).startsWith("serving http://127.0.0.1:");
    assertThat(messages.getLast()).isEqualTo("stopped");
  }

  @Test
  void aTakenPortIsFoundBeforeAnythingIsMade() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Path file = ServerProcess.configuration(home);
      Files.writeString(
          file,
          Files.readString(file).replace("127.0.0.1:0", address) + "\npid_file = \"" + home + "/coffer.pid\"\n");
      try (ServerProcess server = ServerProcess.start(home, "-config=" + file)) {
        assertThat(server.awaitEnd()).isEqualTo(1);
        assertThat(server.finalOutput())
            .contains(address + " is in use already")
            .contains("choose another address")
            .doesNotContain("\tat ");
      }
    }
    assertThat(home.resolve("data")).doesNotExist();
    assertThat(home.resolve("unseal.key")).doesNotExist();
    assertThat(home.resolve("coffer.pid")).doesNotExist();
  }
}
