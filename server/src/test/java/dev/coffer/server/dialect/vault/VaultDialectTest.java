package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.gate.policy.Capability;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VaultDialectTest {
  private static final Map<String, List<String>> KNOWN = Map.of("X-Vault-Token", List.of(VaultBench.TOKEN));
  private final VaultBench bench = new VaultBench();

  @Test
  void theEnvelopeHasEveryKeyAndNullWhereThereIsNothing() {
    WireResponse response = bench.ask("GET", "/v1/sys/shelf/a");
    Json.Object body = VaultBench.json(response);
    assertThat(body.members().keySet())
        .containsExactly(
            "request_id", "lease_id", "renewable", "lease_duration", "data", "wrap_info", "warnings", "auth",
            "mount_type");
    assertThat(body.get("wrap_info")).contains(new Json.Null());
    assertThat(body.get("warnings")).contains(new Json.Null());
    assertThat(body.get("auth")).contains(new Json.Null());
    assertThat(body.text("request_id").orElseThrow()).isEqualTo(bench.asks.getFirst().id()).hasSize(36);
    assertThat(response.headers())
        .contains(
            new WireResponse.Header("Content-Type", "application/json"),
            new WireResponse.Header("Cache-Control", "no-store"));
  }

  @Test
  void numbersComeBackAsTheyWereWritten() {
    WireResponse response = bench.ask("POST", "/v1/sys/shelf/a", KNOWN, "{\"n\":1.0,\"big\":1e400,\"id\":12345678901234567890}");
    assertThat(VaultBench.text(response)).contains("\"n\":1.0", "\"big\":1e400", "\"id\":12345678901234567890");
  }

  @Test
  void postAndPutAreTheSameAndAnyContentTypeMayCarryJson() {
    Map<String, List<String>> curl =
        Map.of("X-Vault-Token", List.of(VaultBench.TOKEN), "Content-Type", List.of("application/x-www-form-urlencoded"));
    for (String method : List.of("POST", "PUT")) {
      assertThat(VaultBench.text(bench.ask(method, "/v1/sys/shelf/a", curl, "{\"known\":\"v\"}"))).contains("\"known\":\"v\"");
    }
    assertThat(VaultBench.text(bench.ask("POST", "/v1/sys/shelf/a", curl, "known=a%26b"))).contains("\"known\":\"a&b\"");
    assertThat(bench.ask("POST", "/v1/sys/shelf/a", KNOWN, "").status()).isEqualTo(200);
  }

  @Test
  void patchWantsMergePatch() {
    assertThat(bench.ask("PATCH", "/v1/sys/shelf/a", KNOWN, "{}").status()).isEqualTo(415);
    Map<String, List<String>> merge =
        Map.of("X-Vault-Token", List.of(VaultBench.TOKEN), "Content-Type", List.of("application/merge-patch+json; charset=utf-8"));
    assertThat(bench.ask("PATCH", "/v1/sys/shelf/a", merge, "{}").status()).isEqualTo(200);
  }

  @Test
  void unknownFieldsAreNamedInWarnings() {
    WireResponse response = bench.ask("POST", "/v1/sys/shelf/a", KNOWN, "{\"known\":1,\"zeta\":1,\"alpha\":1,\"path\":\"x\"}");
    assertThat(VaultBench.text(response))
        .contains("Endpoint ignored these unrecognized parameters: [alpha zeta]")
        .contains("captured from the endpoint's path: [path]");
  }

  @Test
  void anEmptyListIs404WithNoWordsAndAnEmptyAnswer204() {
    WireResponse empty = bench.ask("LIST", "/v1/sys/shelf/empty");
    assertThat(empty.status()).isEqualTo(404);
    assertThat(VaultBench.text(empty)).isEqualTo("{\"errors\":[]}");
    WireResponse deleted = bench.ask("DELETE", "/v1/sys/shelf/a");
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
  }

  @Test
  void headIsGetWithoutBody() {
    WireResponse head = bench.ask("HEAD", "/v1/sys/open");
    assertThat(head.status()).isEqualTo(429);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void theWrapTtlReachesTheGateAndNonsenseDoesNot() {
    for (String ttl : List.of("60", "1m", "60s")) {
      bench.asks.clear();
      bench.ask("GET", "/v1/sys/shelf/a", Map.of("X-Vault-Token", List.of(VaultBench.TOKEN), "X-Vault-Wrap-TTL", List.of(ttl)), "");
      assertThat(bench.asks.getFirst().wrapTtl().orElseThrow()).hasSeconds(60);
    }
    for (String ttl : List.of("-1", "-5m", "soon", "1e9")) {
      assertThat(
              bench.ask("GET", "/v1/sys/shelf/a", Map.of("X-Vault-Token", List.of(VaultBench.TOKEN), "X-Vault-Wrap-TTL", List.of(ttl)), "")
                  .status())
          .as(ttl)
          .isEqualTo(400);
    }
  }

  @Test
  void aRootProtectedPathNeedsSudoBesides() {
    bench.ask("GET", "/v1/sys/protected");
    assertThat(bench.asks.getFirst().needs())
        .anySatisfy(need -> assertThat(need.capabilities()).containsExactly(Capability.SUDO))
        .anySatisfy(need -> assertThat(need.capabilities()).containsExactly(Capability.READ));
  }

  @Test
  void aBugIsA500WithoutAWordOfIt() {
    WireResponse response = bench.ask("GET", "/v1/sys/broken");
    assertThat(response.status()).isEqualTo(500);
    assertThat(VaultBench.text(response)).doesNotContain("supersecret").doesNotContain("Exception").contains("request ");
  }

  @Test
  void helpTellsWhatAPathIsFor() {
    assertThat(VaultBench.text(bench.ask("GET", "/v1/sys/tools/random?help=1"))).contains("Random bytes").contains("format");
    assertThat(bench.ask("GET", "/v1/sys/tools/random?help=1", Map.of(), "").status()).isEqualTo(403);
    assertThat(bench.ask("GET", "/v1/sys/nothing?help=1").status()).isEqualTo(404);
  }

  @Test
  void otherMethodsAndPathsOutsideTheApiAreRefused() {
    assertThat(bench.ask("OPTIONS", "/v1/sys/shelf/a").status()).isEqualTo(405);
    assertThat(bench.ask("TRACE", "/v1/sys/shelf/a").status()).isEqualTo(405);
    assertThat(bench.ask("GET", "/ui/").status()).isEqualTo(404);
    assertThat(bench.ask("GET", "/v2/sys/health").status()).isEqualTo(404);
  }

  /** A body here would be taken for the beginning of the next answer. */
  @Test
  void anErrorThatAnswersAHeadHasNoBody() {
    for (String path : List.of("/v1/sys/nothing", "/v1/nowhere/a", "/v1/sys/../a", "/elsewhere", "/v1/sys/broken")) {
      WireResponse response = bench.ask("HEAD", path);
      assertThat(response.status()).as(path).isGreaterThanOrEqualTo(400);
      assertThat(response.body()).as(path).isEmpty();
    }
  }
}
