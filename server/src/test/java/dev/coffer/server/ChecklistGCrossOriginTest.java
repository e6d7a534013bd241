package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault.Told;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No page of another site reaches anything that an operator did not open to it. */
final class ChecklistGCrossOriginTest {
  private static final String PAGE = "https://app.example.com";
  private static final String ALLOW = "Access-Control-Allow-Origin";

  private final AssembledVault vault = new AssembledVault();

  @AfterEach
  void close() {
    vault.close();
  }

  private Told from(String origin, String method) {
    Map<String, List<String>> headers =
        Map.of("Origin", List.of(origin), "Access-Control-Request-Method", List.of("GET"));
    return vault.send(method, "/v1/sys/health", headers, "");
  }

  private void allow(String origins) {
    Told told = vault.post("sys/config/cors", "{\"allowed_origins\": " + origins + "}");
    assertThat(told.status()).as(told.text()).isEqualTo(204);
  }

  @Test
  void nothingIsAllowedUnlessAnOperatorSaysSo() {
    assertThat(from(PAGE, "GET").headers()).doesNotContainKey(ALLOW);
    assertThat(from(PAGE, "OPTIONS").headers()).doesNotContainKey(ALLOW);
    assertThat(vault.server.dialect().allowsOrigin(PAGE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com.evil.test", "http://app.example.com", "https://app.example.com:444",
        "https://APP.example.com", "null", "*"
      })
  void onlyTheVerySameOriginCounts(String other) {
    allow("[\"" + PAGE + "\"]");
    assertThat(from(PAGE, "GET").headers()).containsEntry(ALLOW, PAGE);
    Told told = from(other, "GET");
    assertThat(told.status()).isEqualTo(403);
    assertThat(told.headers()).doesNotContainKey(ALLOW);
    assertThat(vault.server.dialect().allowsOrigin(PAGE)).isTrue();
    assertThat(vault.server.dialect().allowsOrigin(other)).isFalse();
  }

  /** A dev server's token is well known: "everybody" is no decision about one of its attackers. */
  @Test
  void theWildcardOpensNoListenerThatRefusesOtherSites() {
    allow("\"*\"");
    assertThat(from(PAGE, "GET").headers()).containsEntry(ALLOW, PAGE);
    assertThat(vault.server.dialect().allowsOrigin(PAGE)).isFalse();
    assertThat(vault.server.dialect().allowsOrigin("*")).isFalse();
  }

  @Test
  void whatIsSealedAllowsNobody() {
    allow("[\"" + PAGE + "\"]");
    vault.server.seal().seal();
    assertThat(from(PAGE, "GET").headers()).doesNotContainKey(ALLOW);
    assertThat(vault.server.dialect().allowsOrigin(PAGE)).isFalse();
  }

  @Test
  void aRefusedCallOfAnAllowedPageCanBeReadByIt() {
    allow("[\"" + PAGE + "\"]");
    Told told = vault.send("GET", "/v1/secret/data/a", Map.of("Origin", List.of(PAGE)), "");
    assertThat(told.status()).isEqualTo(403);
    assertThat(told.headers()).containsEntry(ALLOW, PAGE).containsEntry("Vary", "Origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[\"https://a.test/\"]", "[\"a.test\"]", "[\"null\"]", "[\"https://a test\"]"})
  void whatNoBrowserSendsIsRefused(String origins) {
    Told told = vault.post("sys/config/cors", "{\"allowed_origins\": " + origins + "}");
    assertThat(told.status()).isEqualTo(400);
  }

  @Test
  void settingsNeedSudo() {
    String token = vault.tokenWith("sys/config/cors", "read", "update", "delete");
    assertThat(vault.as(token, "GET", "sys/config/cors", "").status()).isEqualTo(403);
    assertThat(vault.as(token, "POST", "sys/config/cors", "{\"allowed_origins\": \"*\"}").status()).isEqualTo(403);
    assertThat(vault.as(token, "DELETE", "sys/config/cors", "").status()).isEqualTo(403);
  }
}
