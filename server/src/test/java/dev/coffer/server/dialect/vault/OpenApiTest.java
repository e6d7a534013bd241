package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OpenApiTest {
  private final VaultBench bench = new VaultBench();
  private final Json.Object document = VaultBench.json(bench.ask("GET", "/v1/sys/internal/specs/openapi"));
  private final Json.Object paths = document.object("paths").orElseThrow();

  @Test
  void everyRouteIsInTheDocument() {
    assertThat(document.text("openapi").orElseThrow()).startsWith("3.0.");
    for (Route<Sys> route : bench.tables().sys().routes()) {
      String path = "/sys/" + route.pattern().openApi() + (route.verb().asksFolder() ? "/" : "");
      assertThat(paths.object(path).flatMap(item -> item.object(route.verb().openApiMethod()))).as(route.verb() + " " + path).isPresent();
    }
  }

  @Test
  void everyDocumentedOperationIsServed() {
    for (Map.Entry<String, Json> path : paths.members().entrySet()) {
      for (String method : ((Json.Object) path.getValue()).members().keySet()) {
        String target = "/v1" + path.getKey().replaceAll("\\{[^}]*}", "1") + (path.getKey().endsWith("/") ? "?list=true" : "");
        Map<String, List<String>> headers =
            Map.of("X-Vault-Token", List.of(VaultBench.TOKEN), "Content-Type", List.of("application/merge-patch+json"));
        String answer = VaultBench.text(bench.ask(method.toUpperCase(Locale.ROOT), target, headers, "{}"));
        assertThat(answer).as(method + " " + target).doesNotContain("unsupported path").doesNotContain("unsupported operation").doesNotContain("no handler");
      }
    }
  }

  @Test
  void everyPathParameterIsDeclared() {
    for (Map.Entry<String, Json> path : paths.members().entrySet()) {
      for (Json operation : ((Json.Object) path.getValue()).members().values()) {
        List<String> declared =
            ((Json.Object) operation).array("parameters").orElseThrow().items().stream()
                .map(item -> (Json.Object) item)
                .filter(item -> item.text("in").orElseThrow().equals("path"))
                .map(item -> "{" + item.text("name").orElseThrow() + "}")
                .toList();
        assertThat(declared).as(path.getKey()).allSatisfy(name -> assertThat(path.getKey()).contains(name));
        assertThat(declared).hasSize((int) path.getKey().chars().filter(c -> c == '{').count());
      }
    }
  }
}
