package dev.coffer.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.net.Network;
import dev.coffer.server.outgoing.Reach;
import dev.coffer.server.transport.ForwardedFor;
import dev.coffer.server.transport.ListenerSettings;
import dev.coffer.server.transport.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private static final String MINIMAL =
      "storage \"inmem\" {}\nlistener \"tcp\" { tls_disable = true }\n";

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Config config(String text) {
    return ConfigReader.part("c.hcl", text).complete(List.of());
  }

  @Test
  void aWholeFileIsRead() {
    Config config =
        config(
            """
            storage "rocksdb" { path = "/data" }
            seal "keyfile" { path = "/keys/k" }
            listener "tcp" {
              address = "[::1]:8201"
              tls_cert_file = "c.pem"
              tls_key_file = "k.pem"
              tls_min_version = "tls13"
              tls_client_ca_file = "ca.pem"
              tls_require_and_verify_client_cert = "true"
              max_request_size = 1024
              http_idle_timeout = "1m"
              x_forwarded_for_authorized_addrs = "10.0.0.0/8, 192.168.1.1"
              x_forwarded_for_hop_skips = 1
              telemetry { unauthenticated_metrics_access = true }
            }
            listener "unix" { address = "/run/coffer.sock" socket_mode = "0660" }
            api_addr = "https://c:8200"
            ui = 1
            log_level = "DEBUG"
            log_format = "json"
            log_file = "/var/log/coffer"
            log_rotate_bytes = 1000000
            log_rotate_max_files = -1
            default_lease_ttl = "1h"
            max_lease_ttl = 7200
            outgoing_allowed_networks = ["10.96.0.1"]
            disable_mlock = false
            disable_cache = true
            """);
    assertThat(config.storage()).isEqualTo(new StorageConfig.RocksDb(Path.of("/data")));
    assertThat(config.seal()).isEqualTo(new SealConfig.KeyFile(Path.of("/keys/k")));
    ListenerSettings tcp = config.listeners().getFirst();
    assertThat(tcp.address()).isEqualTo(new ListenerSettings.Address.Tcp("::1", 8201));
    assertThat(tcp.tls())
        .contains(
            new TlsSettings(
                Path.of("c.pem"), Path.of("k.pem"), Optional.of(Path.of("ca.pem")), true, List.of("TLSv1.3"), List.of()));
    assertThat(tcp.limits().bodyBytesMax()).isEqualTo(1024);
    assertThat(tcp.limits().idle()).isEqualTo(Duration.ofMinutes(1));
    assertThat(tcp.forwardedFor())
        .isEqualTo(new ForwardedFor(
                List.of(Network.of("10.0.0.0/8"), Network.of("192.168.1.1")), 1, true, true));
    assertThat(tcp.openMetrics()).isTrue();
    assertThat(config.listeners().get(1).address())
        .isEqualTo(new ListenerSettings.Address.Unix(Path.of("/run/coffer.sock"), 0660));
    assertThat(config.outgoing()).isEqualTo(new Reach(List.of(Network.of("10.96.0.1"))));
    assertThat(config.apiAddr()).contains("https://c:8200");
    assertThat(config.ui()).isTrue();
    assertThat(config.log())
        .isEqualTo(
            new LogConfig(
                "debug",
                true,
                Optional.of(
                    new LogConfig.File(Path.of("/var/log/coffer.log"), 1_000_000, Duration.ofHours(24), 0))));
    assertThat(config.defaultLeaseTtl()).isEqualTo(Duration.ofHours(1));
    assertThat(config.maxLeaseTtl()).isEqualTo(Duration.ofHours(2));
    assertThat(config.warnings()).satisfiesExactly(
            warning -> assertThat(warning).isEqualTo("c.hcl: ui = true: there is no web interface yet, so it has no effect"),
            warning -> assertThat(warning).startsWith("c.hcl: disable_mlock = false: Coffer cannot keep its memory out of swap"),
            warning -> assertThat(warning).isEqualTo("c.hcl: line 28, column 1: disable_cache has no effect in Coffer"));
  }

  @Test
  void jsonSaysTheSame() {
    assertThat(config("{\"storage\": {\"inmem\": {}}, \"listener\": [{\"tcp\": {\"tls_disable\": true}}]}").listeners())
        .isEqualTo(config(MINIMAL).listeners());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          storag "inmem" {}                                         | c.hcl: line 1, column 1: this name is not known here
          storage "file" { path = "x" }                             | c.hcl: line 1, column 9: storage is "rocksdb"
          storage "rocksdb" {}                                      | c.hcl: line 1, column 19: expected a path
          storage "inmem" {} storage "inmem" {}                     | c.hcl: line 1, column 20: there can be only one storage
          seal "awskms" {}                                          | c.hcl: line 1, column 6: a seal is
          listener "udp" {}                                         | c.hcl: line 1, column 10: a listener is
          listener "tcp" {}                                         | c.hcl: line 1, column 16: expected tls_cert_file
          listener "tcp" { tls_disable = true port = 1 }            | c.hcl: line 1, column 37: this name is not known here
          listener "tcp" { tls_disable = true address = "8200" }    | c.hcl: line 1, column 16: an address is written
          listener "tcp" { tls_disable = true address = "h:70000" } | c.hcl: line 1, column 16: an address is written
          listener "tcp" { tls_disable = true max_request_size = 0 } | c.hcl: line 1, column 56: max_request_size must be
          listener "tcp" { tls_disable = true http_idle_timeout = 0 } | c.hcl: line 1, column 16: http_idle_timeout must be
          listener "tcp" { tls_min_version = "tls10" }              | c.hcl: line 1, column 16: tls_min_version must be
          listener "tcp" { tls_cert_file = "c" tls_key_file = "k" tls_require_and_verify_client_cert = true } | c.hcl: line 1, column 16: tls_require_and_verify_client_cert needs
          listener "tcp" { tls_cert_file = "c" tls_key_file = "k" tls_cipher_suites = "ROT13" } | c.hcl: line 1, column 16: tls_cipher_suites names one
          listener "unix" { address = "/s" socket_mode = "999" }    | c.hcl: line 1, column 17: socket_mode must be
          listener "tcp" { tls_disable = true x_forwarded_for_authorized_addrs = "10.0.0.0/33" } | c.hcl: line 1, column 16: x_forwarded_for_authorized_addrs takes
          listener "tcp" { tls_disable = true x_forwarded_for_authorized_addrs = "a.b/8" } | c.hcl: line 1, column 16: x_forwarded_for_authorized_addrs takes
          listener "unix" { }                                       | c.hcl: line 1, column 17: address must be
          log_level = "loud"                                        | c.hcl: line 1, column 1: log_level must be
          api_addr = "coffer.example.com:8200"                      | c.hcl: line 1, column 1: api_addr must be a URL
          cluster_addr = "ftp://a"                                  | c.hcl: line 1, column 1: cluster_addr must be a URL
          log_rotate_max_files = -2                                 | c.hcl: line 1, column 24: log_rotate_max_files must be
          log_format = "xml"                                        | c.hcl: line 1, column 1: log_format must be
          max_lease_ttl = "forever"                                 | c.hcl: line 1, column 17: max_lease_ttl must be a duration
          """)
  void whatIsWrongIsNamedWithFileAndPlace(String text, String message) {
    assertThatThrownBy(() -> config(text)).isInstanceOf(ConfigException.class).hasMessageStartingWith(message);
  }

  @Test
  void whatIsMissingOrContradictsItselfIsRefused() {
    assertThatThrownBy(() -> config("storage \"inmem\" {}")).hasMessageContaining("no listener");
    assertThatThrownBy(() -> config("listener \"tcp\" { tls_disable = true }")).hasMessageContaining("no storage");
    assertThatThrownBy(() -> config(MINIMAL + "default_lease_ttl = 10 max_lease_ttl = 5")).hasMessageContaining("longer");
    assertThatThrownBy(() -> config(MINIMAL + "listener \"tcp\" { tls_disable = true }"))
        .hasMessageContaining("two listeners have the address 127.0.0.1:8200");
    assertThatThrownBy(
            () ->
                config(
                    "storage \"rocksdb\" { path = \"d\" } seal \"keyfile\" { path = \"d/../d/k\" }"
                        + " listener \"tcp\" { tls_disable = true }"))
        .hasMessageContaining("inside the data directory");
  }

  @Test
  void filesAndDirectoriesMergeInOrder() throws IOException {
    file("b.hcl", "ui = true\nlistener \"tcp\" { tls_disable = true address = \"127.0.0.1:2\" }");
    file("a.json", "{\"ui\": false, \"storage\": {\"inmem\": {}}, \"listener\": {\"tcp\": {\"tls_disable\": true}}}");
    file("ignored.txt", "nonsense");
    Path last = Files.createDirectory(folder.resolve("more")).resolve("c.conf");
    Files.writeString(last, "log_level = \"warn\"");
    Config config = ConfigReader.read(List.of(folder, last));
    assertThat(config.ui()).isTrue();
    assertThat(config.log()).isEqualTo(LogConfig.DEFAULT.at("warn"));
    assertThat(config.listeners()).hasSize(2);
    assertThat(config.files()).containsExactly(folder.resolve("a.json"), folder.resolve("b.hcl"), last);
    assertThatThrownBy(() -> ConfigReader.read(List.of(folder.resolve("missing")))).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> ConfigReader.read(List.of())).hasMessageContaining("expected 1 to");
  }

  @Test
  void withoutAFileTheServerStaysOnThisMachine() {
    Config dev = Config.dev("127.0.0.1:8300");
    assertThat(dev.storage()).isEqualTo(new StorageConfig.InMemory());
    assertThat(dev.listeners().getFirst().hosts()).containsExactlyInAnyOrder("localhost", "127.0.0.1", "[::1]");
    assertThat(Config.dev("0.0.0.0:8200").listeners().getFirst().hosts())
        .containsExactlyInAnyOrder("localhost", "127.0.0.1", "[::1]");
    assertThatThrownBy(() -> Config.dev("8200")).isInstanceOf(ConfigException.class).hasMessageContaining("HOST:PORT");
    assertThat(Config.dev("[fe80::1]:1").listeners().getFirst().hosts()).contains("[fe80::1]");
    Config bare = Config.bare(folder.resolve("data"), folder.resolve("config"));
    SealConfig.KeyFile key = (SealConfig.KeyFile) bare.seal();
    assertThat(key.path().getParent()).isEqualTo(folder.resolve("config/coffer"));
    assertThat(key.path().getFileName().toString()).matches("data-[0-9a-f]{8}\\.key");
    assertThat(Config.bare(folder.resolve("other/data"), folder).seal()).isNotEqualTo(Config.bare(folder.resolve("data"), folder).seal());
    assertThatThrownBy(() -> Config.bare(folder, folder)).hasMessageContaining("inside the data directory");
  }

  /** The page names exactly the keys that the reader knows; an unknown key makes it list them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          Top level          | Top level:              | x = 1
          storage "rocksdb"  |                         | storage "rocksdb" { path = "p" x = 1 }
          seal "keyfile"     |                         | seal "keyfile" { path = "p" x = 1 }
          listener "tcp"     | In `listener "tcp"`:    | listener "tcp" { tls_disable = true x = 1 }
          listener "unix"    | In `listener "unix"`:   | listener "unix" { address = "a" x = 1 }
          """)
  void thePageNamesExactlyTheKeysThatAreKnown(String section, String ignored, String text) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "configuration.md"));
    Set<String> documented = new TreeSet<>();
    String body = page.substring(page.indexOf("## " + section + "\n") + section.length());
    Matcher row = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE).matcher(body.substring(0, body.indexOf("\n## ")));
    while (row.find()) {
      documented.add(row.group(1));
    }
    if (ignored != null) {
      String line = page.substring(page.indexOf("\n" + ignored) + ignored.length() + 1);
      Matcher key = Pattern.compile("`(\\w+)`").matcher(line.substring(0, line.indexOf('\n')));
      while (key.find()) {
        documented.add(key.group(1));
      }
    }
    assertThatThrownBy(() -> config(text))
        .isInstanceOfSatisfying(
            ConfigException.class,
            refused ->
                assertThat(String.valueOf(refused.getMessage()))
                    .endsWith("known are " + String.join(", ", documented)));
  }
}
