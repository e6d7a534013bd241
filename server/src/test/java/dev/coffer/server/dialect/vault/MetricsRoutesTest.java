package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.metrics.Metrics;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.gate.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricsRoutesTest {
  private final Metrics metrics = new Metrics();
  private final VaultBench bench = new VaultBench(Caller.anonymous(), MetricsRoutes.table().bind(metrics));

  MetricsRoutesTest() {
    metrics.gauge("core.unsealed", () -> 1);
    metrics.timer("core.handle_request").record(1_500_000);
    metrics.timer("core.handle_request").record(500_000);
  }

  @Test
  void prometheusReadsGaugesAndSummaries() {
    WireResponse response = bench.ask("GET", "/v1/sys/metrics?format=prometheus");
    assertThat(response.headers())
        .anyMatch(header -> header.name().equals("Content-Type") && header.value().startsWith("text/plain; version=0.0.4"));
    assertThat(VaultBench.text(response))
        .isEqualTo(
            """
            # TYPE vault_core_unsealed gauge
            vault_core_unsealed 1.0
            # TYPE vault_core_handle_request summary
            vault_core_handle_request_sum 2.0
            vault_core_handle_request_count 2
            """);
  }

  @Test
  void asJsonTheyHaveVaultsKeys() {
    Json.Object all = VaultBench.json(bench.ask("GET", "/v1/sys/metrics"));
    assertThat(all.members().keySet()).containsExactlyInAnyOrder("Gauges", "Points", "Counters", "Samples");
    Json.Object sample = (Json.Object) all.array("Samples").orElseThrow().items().getFirst();
    assertThat(sample.text("Name")).contains("vault.core.handle_request");
    assertThat(sample.integer("Count")).contains(2L);
    assertThat(sample.get("Mean")).contains(new Json.Number("1.0"));
  }

  @Test
  void onlyTheTableOfOpenListenersNeedsNoToken() {
    assertThat(bench.ask("GET", "/v1/sys/metrics", Map.of(), "").status()).isEqualTo(403);
    assertThat(MetricsRoutes.open().routes()).allMatch(route -> route.door() instanceof Door.Bare<?>);
  }
}
