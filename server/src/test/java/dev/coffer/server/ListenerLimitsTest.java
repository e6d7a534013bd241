package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.config.Config;
import dev.coffer.server.config.ConfigReader;
import dev.coffer.server.transport.RawClient;
import dev.coffer.server.transport.WireServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration says of JSON, from the file over the wire to the answer. */
final class ListenerLimitsTest {
  private static final String NARROW = "127.0.0.1:0";
  private static final String USUAL = "127.0.0.2:0";

  @TempDir private Path folder;
  private final AssembledVault vault = new AssembledVault();
  private WireServer wire;

  @BeforeEach
  void listen() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("c.hcl"),
            """
            storage "inmem" {}
            listener "tcp" {
              address = "127.0.0.1:0"
              tls_disable = true
              max_request_size = 4096
              max_json_depth = 4
              max_json_entries = 8
              max_json_string_value_length = 20
            }
            listener "tcp" {
              address = "127.0.0.2:0"
              tls_disable = true
            }
            """);
    Config config = ConfigReader.read(List.of(file));
    wire = WireServer.start(config.listeners(), vault.server.dialect(), Duration.ZERO);
  }

  @AfterEach
  void stop() {
    wire.close();
    vault.close();
  }

  private String write(String listener, String data) throws IOException {
    String body = "{\"data\":" + data + "}";
    try (RawClient client = new RawClient(listener.substring(0, listener.indexOf(':')), wire.port(listener))) {
      return client
          .send(
              "POST /v1/secret/data/a HTTP/1.1\r\nHost: h\r\nX-Vault-Token: root\r\nContent-Length: "
                  + body.length() + "\r\n\r\n" + body)
          .response();
    }
  }

  @Test
  void eachListenerHasItsOwnLimitsForJson() throws IOException {
    String deep = "{\"a\":[[[1]]]}";
    String wide = "{\"a\":[1,2,3,4,5,6,7,8]}";
    String lengthy = "{\"a\":\"" + "x".repeat(21) + "\"}";
    for (String data : List.of(deep, wide, lengthy)) {
      assertThat(write(NARROW, data)).as(data).startsWith("HTTP/1.1 400").contains("failed to parse JSON input");
      assertThat(write(USUAL, data)).as(data).startsWith("HTTP/1.1 200");
    }
    assertThat(write(NARROW, "{\"a\":[[1]],\"b\":\"" + "x".repeat(20) + "\"}")).startsWith("HTTP/1.1 200");
  }

  @Test
  void eachListenerHasItsOwnLimitForBodies() throws IOException {
    String large = "{\"a\":\"x\"" + " ".repeat(5_000) + "}";
    assertThat(write(NARROW, large)).startsWith("HTTP/1.1 413").contains("body is too large");
    assertThat(write(USUAL, large)).startsWith("HTTP/1.1 200");
  }
}
