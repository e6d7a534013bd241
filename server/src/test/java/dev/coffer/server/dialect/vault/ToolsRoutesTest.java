package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.dialect.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ToolsRoutesTest {
  private static final Map<String, List<String>> KNOWN = Map.of("X-Vault-Token", List.of(VaultBench.TOKEN));
  private final VaultBench bench = new VaultBench();

  private String field(String path, String body, String name) {
    WireResponse response = bench.ask("POST", "/v1/sys/tools/" + path, KNOWN, body);
    assertThat(response.status()).as(VaultBench.text(response)).isEqualTo(200);
    return VaultBench.json(response).object("data").orElseThrow().text(name).orElseThrow();
  }

  @Test
  void randomBytesAreAsManyAsAskedForInEitherEncoding() {
    assertThat(Base64.getDecoder().decode(field("random", "", "random_bytes"))).hasSize(32);
    assertThat(Base64.getDecoder().decode(field("random/16", "", "random_bytes"))).hasSize(16);
    assertThat(field("random/platform/8", "{\"format\":\"hex\"}", "random_bytes")).hasSize(16);
    assertThat(field("random", "{\"bytes\":\"5\",\"format\":\"hex\"}", "random_bytes")).hasSize(10);
    assertThat(field("random", "", "random_bytes")).isNotEqualTo(field("random", "", "random_bytes"));
  }

  @ParameterizedTest
  @CsvSource({
    "sha2-256, 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    "sha2-224, ea09ae9cc6768c50fcee903ed054556e5bfc8347907f12598aa24193",
    "sha3-256, 3338be694f50c5f338814986cdf0686453a888b84f424d792af4b9202398f392"
  })
  void hashesAreTheKnownOnes(String algorithm, String hex) {
    String input = Base64.getEncoder().encodeToString("hello".getBytes(StandardCharsets.US_ASCII));
    assertThat(field("hash/" + algorithm, "{\"input\":\"" + input + "\"}", "sum")).isEqualTo(hex);
  }

  @Test
  void badInputIsRefused() {
    for (String path : List.of("random/0", "random/-1", "random/999999999", "random/x", "random/seal/8", "hash/md5")) {
      assertThat(bench.ask("POST", "/v1/sys/tools/" + path, KNOWN, "{\"input\":\"aGk=\"}").status()).as(path).isEqualTo(400);
    }
    assertThat(bench.ask("POST", "/v1/sys/tools/hash", KNOWN, "{\"input\":\"%%\"}").status()).isEqualTo(400);
    assertThat(bench.ask("POST", "/v1/sys/tools/random", KNOWN, "{\"format\":\"rot13\"}").status()).isEqualTo(400);
    assertThat(bench.ask("POST", "/v1/sys/tools/random", Map.of(), "").status()).isEqualTo(403);
  }
}
