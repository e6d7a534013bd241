package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.gate.Caller;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HostRoutesTest {
  private static final Instant STARTED = Instant.parse("2026-01-15T10:30:00Z");
  private static final Json.Object CONFIG = Json.object().put("api_addr", "").build();

  private final VaultBench bench =
      new VaultBench(
          Caller.anonymous(),
          HostRoutes.table()
              .bind(
                  new HostRoutes.Host(
                      "1.2.3", STARTED, InstantSource.fixed(STARTED.plusSeconds(90)), CONFIG)));

  private Json.Object data(String method, String path) {
    return VaultBench.data(bench.ask(method, "/v1/sys/" + path));
  }

  @Test
  void theMachineIsDescribedInVaultsShape() {
    Json.Object info = data("GET", "host-info");
    assertThat(info.members().keySet()).containsExactlyInAnyOrder("timestamp", "cpu", "host", "memory");
    Json.Object host = info.object("host").orElseThrow();
    assertThat(host.members().keySet())
        .containsExactlyInAnyOrder("hostname", "os", "kernelVersion", "kernelArch", "uptime");
    assertThat(host.integer("uptime")).contains(90L);
    assertThat(info.text("timestamp")).contains("2026-01-15T10:31:30Z");
  }

  @Test
  void theVersionThatRunsIsInTheHistory() {
    Json.Object history = data("LIST", "version-history");
    assertThat(history.array("keys")).contains(Json.texts(List.of("1.2.3")));
    Json.Object info = history.object("key_info").orElseThrow().object("1.2.3").orElseThrow();
    assertThat(info.members().keySet()).containsExactlyInAnyOrder("previous_version", "timestamp_installed");
    assertThat(info.text("timestamp_installed")).contains("2026-01-15T10:30:00Z");
  }

  @Test
  void theConfigurationIsToldAsItWasHandedIn() {
    assertThat(data("GET", "config/state/sanitized")).isEqualTo(CONFIG);
  }

  @Test
  void featureFlagsNeedNoToken() {
    WireResponse flags = bench.ask("GET", "/v1/sys/internal/ui/feature-flags", Map.of(), "");
    assertThat(flags.status()).isEqualTo(200);
    assertThat(VaultBench.json(flags)).isEqualTo(Json.object().put("feature_flags", Json.texts(List.of())).build());
  }

  @Test
  void whatTellsOfTheMachineIsRootProtected() {
    assertThat(HostRoutes.table().routes().stream().filter(Route::sudo).map(route -> route.pattern().toString()))
        .containsExactlyInAnyOrder("host-info", "config/state/sanitized");
  }
}
