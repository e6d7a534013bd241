package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.dialect.WireResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every spelling of a path gets the decision of the path it means, or is refused. */
final class ChecklistAOnePathOneDecisionTest {
  private final VaultBench bench = new VaultBench();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/sys/shelf/a%2fb", "/v1/sys/shelf/a%2Fb", "/v1/sys/shelf/%2e%2e/b", "/v1/sys/shelf/../b",
        "/v1/sys/shelf/./b", "/v1/sys/shelf/%2e/b", "/v1/sys/shelf/.%2e", "/v1/sys/shelf//b", "/v1//sys/shelf/b",
        "/v1/sys/shelf/a//", "/v1/sys/shelf/a/", "/v1/sys/shelf/a%00", "/v1/sys/shelf/a%0a", "/v1/sys/shelf/a%7f",
        "/v1/sys/shelf/a%c2%85", "/v1/sys/shelf/a%", "/v1/sys/shelf/a%4", "/v1/sys/shelf/a%zz", "/v1/sys/shelf/a%+1",
        "/v1/sys/shelf/%c0%af", "/v1/sys/shelf/%e0%80%af", "/v1/sys/shelf/%ed%a0%80", "/v1/sys/shelf/%ff",
        "/v1/sys/shelf/a\\b", "/v1/sys/shelf/a b", "/v1/sys/shelf/a#b", "/v1/sys/shelf/\u00e9", "/v1/", "/v1/sys/.."
      })
  void anOddSpellingIsRefusedBeforeAnybodyDecides(String path) {
    for (String method : List.of("GET", "POST", "DELETE")) {
      assertThat(bench.ask(method, path).status()).as(method + " " + path).isEqualTo(400);
    }
    assertThat(bench.asks).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/sys/shelf/a, sys/shelf/a",
    "/v1/sys/shelf/%61, sys/shelf/a",
    "/v1/sys/shelf/A, sys/shelf/A",
    "/v1/sys/shelf/a%5cb, sys/shelf/a\\b",
    "/v1/sys/shelf/a;b=c, sys/shelf/a;b=c",
    "/v1/sys/shelf/a%3Bb, sys/shelf/a;b",
    "/v1/sys/shelf/a+b, sys/shelf/a+b",
    "/v1/sys/shelf/a%2bb, sys/shelf/a+b",
    "/v1/sys/shelf/a%20b, sys/shelf/a b",
    "/v1/sys/shelf/%252e%252e, sys/shelf/%2e%2e",
    "/v1/sys/shelf/a%252fb, sys/shelf/a%2fb",
    "/v1/sys/shelf/..a, sys/shelf/..a",
    "/v1/sys/shelf/*, sys/shelf/*",
    "/v1/sys/shelf/%e2%82%ac, sys/shelf/\u20ac"
  })
  void whatThePolicySeesIsWhatTheEngineGets(String sent, String meant) {
    assertThat(bench.ask("GET", sent).status()).isEqualTo(200);
    assertThat(bench.asks.getFirst().path()).isEqualTo(meant);
    assertThat(bench.asks.getFirst().needs().getFirst().path()).isEqualTo(meant);
    assertThat(bench.captured).containsExactly(meant);
  }

  @Test
  void composedAndDecomposedLettersAreTwoPaths() {
    bench.ask("GET", "/v1/sys/shelf/%c3%a9");
    bench.ask("GET", "/v1/sys/shelf/e%cc%81");
    assertThat(bench.captured).containsExactly("sys/shelf/\u00e9", "sys/shelf/e\u0301");
  }

  @Test
  void aListIsDecidedOnOnePathHoweverItIsSpelled() {
    for (String spelled :
        List.of("LIST /v1/sys/shelf/a", "LIST /v1/sys/shelf/a/", "GET /v1/sys/shelf/a?list=true", "GET /v1/sys/shelf/a/?list=1")) {
      String[] parts = spelled.split(" ", 2);
      assertThat(bench.ask(parts[0], parts[1]).status()).as(spelled).isEqualTo(200);
    }
    assertThat(bench.asks).hasSize(4).allSatisfy(ask -> assertThat(ask.path()).isEqualTo("sys/shelf/a/"));
  }

  @Test
  void aSlashAtTheEndOfAMountPathIsDroppedForPolicyAndEngineAlike() {
    bench.ask("POST", "/v1/sys/mounted/secret/");
    bench.ask("POST", "/v1/sys/mounted/secret");
    assertThat(bench.asks).extracting(ask -> ask.path()).containsOnly("sys/mounted/secret");
    assertThat(bench.captured).containsOnly("sys/mounted/secret");
  }

  @Test
  void anotherNamespaceIsRefusedAndNotIgnored() {
    for (String namespace : List.of("team", "root/team", "../root", "team/")) {
      WireResponse response =
          bench.ask(
              "GET",
              "/v1/sys/shelf/a",
              Map.of("X-Vault-Token", List.of(VaultBench.TOKEN), "X-Vault-Namespace", List.of(namespace)),
              "");
      assertThat(response.status()).isEqualTo(400);
    }
    assertThat(bench.asks).isEmpty();
  }
}
