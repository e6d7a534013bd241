package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.audit.AuditBroker;
import dev.coffer.server.gate.audit.AuditDevices;
import dev.coffer.server.gate.audit.MemoryDevice;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuditRoutesTest {
  private static final System.Logger LOG = System.getLogger("test");
  private static final String FILE =
      "{\"type\":\"file\",\"description\":\"for auditors\",\"options\":{\"file_path\":\"stdout\",\"log_raw\":\"false\"}}";

  private final AuditDevices devices =
      new AuditDevices(
          TestBarrier.unsealed(),
          new AuditBroker(InstantSource.system(), LOG),
          (_, _) -> new MemoryDevice(),
          new SecureRandom(),
          LOG);
  private final VaultBench bench =
      new VaultBench(Caller.anonymous(), AuditRoutes.table().bind(devices));

  AuditRoutesTest() {
    devices.open();
  }

  private void does(String method, String path, String body) {
    WireResponse response = bench.ask(method, "/v1/sys/" + path, body);
    assertThat(response.status()).as(VaultBench.text(response)).isEqualTo(204);
  }

  @Test
  void anEnabledDeviceIsListedUnderItsPathWithVaultsKeys() {
    does("PUT", "audit/main", FILE);
    WireResponse listed = bench.ask("GET", "/v1/sys/audit");
    Json.Object device =
        Json.object()
            .put("path", "main/")
            .put("type", "file")
            .put("description", "for auditors")
            .put("options", Json.textMap(Map.of("file_path", "stdout", "log_raw", "false")))
            .put("local", false)
            .build();
    assertThat(VaultBench.data(listed).object("main/")).contains(device);
    assertThat(VaultBench.json(listed).object("main/")).contains(device);
    does("DELETE", "audit/main", "");
    assertThat(VaultBench.data(bench.ask("GET", "/v1/sys/audit"))).isEqualTo(Json.Object.empty());
  }

  @Test
  void theSlashThatSomeClientsSendMeansTheSameDevice() {
    does("PUT", "audit/main/", FILE);
    does("DELETE", "audit/main/", "");
  }

  @Test
  void aHashIsTheSameForTheSameDeviceAndAnotherForAnother() {
    does("PUT", "audit/one", FILE);
    does("PUT", "audit/two", FILE);
    String one = hash("one");
    assertThat(one).matches("hmac-sha256:[0-9a-f]{64}").isEqualTo(hash("one"));
    assertThat(hash("two")).isNotEqualTo(one);
  }

  private String hash(String device) {
    return VaultBench.data(bench.ask("POST", "/v1/sys/audit-hash/" + device, "{\"input\":\"value\"}"))
        .text("hash")
        .orElseThrow();
  }

  @Test
  void headersAreRecordedAndForgotten() {
    does("PUT", "config/auditing/request-headers/X-Team", "{\"hmac\":true}");
    Json.Object hashed = Json.object().put("hmac", true).build();
    Json.Object headers =
        VaultBench.data(bench.ask("GET", "/v1/sys/config/auditing/request-headers")).object("headers").orElseThrow();
    assertThat(headers.object("x-team")).contains(hashed);
    assertThat(VaultBench.data(bench.ask("GET", "/v1/sys/config/auditing/request-headers/X-TEAM")))
        .isEqualTo(Json.object().put("x-team", hashed).build());
    does("DELETE", "config/auditing/request-headers/x-team", "");
    refused("GET", "config/auditing/request-headers/x-team", "", "Could not find header in config");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT|audit/main|{\"type\":\"syslog\"}|the only audit device type here is file",
        "POST|audit-hash/nowhere|{\"input\":\"a\"}|unknown audit backend",
        "POST|audit-hash/nowhere|{}|the \"input\" parameter is empty",
      },
      quoteCharacter = '`')
  void whatCannotBeIsRefused(String method, String path, String body, String error) {
    refused(method, path, body, error);
  }

  @Test
  void aPathIsTakenOnce() {
    does("PUT", "audit/main", FILE);
    refused("PUT", "audit/main", FILE, "path already in use");
  }

  private void refused(String method, String path, String body, String error) {
    WireResponse response = bench.ask(method, "/v1/sys/" + path, body);
    assertThat(response.status()).isEqualTo(400);
    assertThat(VaultBench.json(response).array("errors")).contains(Json.texts(List.of(error)));
  }

  @Test
  void allButTheHashIsRootProtected() {
    assertThat(AuditRoutes.table().routes().stream().filter(route -> !route.sudo()))
        .singleElement()
        .satisfies(route -> assertThat(route.pattern().toString()).isEqualTo("audit-hash/{path...}"));
  }
}
