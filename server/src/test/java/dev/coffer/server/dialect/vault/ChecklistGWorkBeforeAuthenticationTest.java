package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.dialect.WireResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a stranger can make the server do, before anybody knows who asks. */
final class ChecklistGWorkBeforeAuthenticationTest {
  private static final Map<String, List<String>> KNOWN = Map.of("X-Vault-Token", List.of(VaultBench.TOKEN));
  private static final Map<String, List<String>> STRANGER = Map.of("X-Vault-Token", List.of("forged"));
  private final VaultBench bench = new VaultBench();

  private WireResponse post(Map<String, List<String>> headers, String body) {
    return bench.ask("POST", "/v1/sys/shelf/a", headers, body);
  }

  private static String padded(int bytes) {
    return "{\"known\":\"" + "x".repeat(bytes) + "\"}";
  }

  @Test
  void aStrangersBodyIsReadTo64KiBAndAKnownTokensToTheListenersLimit() {
    assertThat(post(STRANGER, padded(70_000)).status()).isEqualTo(413);
    assertThat(post(Map.of(), padded(70_000)).status()).isEqualTo(413);
    assertThat(post(KNOWN, padded(70_000)).status()).isEqualTo(200);
    assertThat(post(KNOWN, padded(1 << 20)).status()).isEqualTo(413);
  }

  @Test
  void jsonBombsAreRefused() {
    assertThat(post(KNOWN, "{\"known\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}").status()).isEqualTo(400);
    assertThat(post(KNOWN, "{\"known\":[" + "1,".repeat(50_000) + "1]}").status()).isEqualTo(400);
    assertThat(post(KNOWN, "{\"known\":1,\"known\":2}").status()).isEqualTo(400);
    assertThat(post(KNOWN, "{\"known\":1} trailing").status()).isEqualTo(400);
    assertThat(post(KNOWN, "[1]").status()).isEqualTo(400);
    assertThat(bench.asks).isEmpty();
  }

  @Test
  void aHeaderThatMayStandOnceIsRefusedWhenItStandsTwice() {
    for (String name : List.of("X-Vault-Token", "Authorization", "X-Vault-Wrap-TTL", "X-Vault-Namespace", "Content-Type")) {
      Map<String, List<String>> twice = Map.of(name, List.of("Bearer a", "Bearer b"));
      assertThat(post(twice, "{}").status()).as(name).isEqualTo(400);
    }
  }

  @Test
  void twoDifferentTokensAreRefusedAndTwoEqualOnesAreNot() {
    assertThat(
            post(Map.of("X-Vault-Token", List.of(VaultBench.TOKEN), "Authorization", List.of("Bearer other")), "{}")
                .status())
        .isEqualTo(400);
    assertThat(
            post(
                    Map.of(
                        "X-Vault-Token", List.of(VaultBench.TOKEN),
                        "Authorization", List.of("bearer " + VaultBench.TOKEN)),
                    "{}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void anAbsurdTokenPathOrQueryIsRefused() {
    assertThat(post(Map.of("X-Vault-Token", List.of("x".repeat(10_000))), "{}").status()).isEqualTo(413);
    assertThat(bench.ask("GET", "/v1/sys/shelf/" + "a".repeat(9_000)).status()).isEqualTo(400);
    assertThat(bench.ask("GET", "/v1/sys/shelf/a?" + "b=1&".repeat(1_500)).status()).isEqualTo(400);
    assertThat(bench.ask("GET", "/v1/sys/shelf/a?b=%zz").status()).isEqualTo(400);
    assertThat(bench.asks).isEmpty();
  }

  @Test
  void whatIsNotServedIsNotToldToStrangers() {
    assertThat(bench.ask("GET", "/v1/nowhere/a", STRANGER, "").status()).isEqualTo(403);
    assertThat(bench.ask("GET", "/v1/sys/nothing", STRANGER, "").status()).isEqualTo(403);
    assertThat(bench.ask("GET", "/v1/nowhere/a").status()).isEqualTo(404);
    assertThat(bench.ask("GET", "/v1/sys/nothing").status()).isEqualTo(404);
    assertThat(bench.ask("DELETE", "/v1/sys/tools/random").status()).isEqualTo(405);
  }
}
