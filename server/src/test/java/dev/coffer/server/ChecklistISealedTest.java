package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault.Served;
import dev.coffer.server.AssembledVault.Told;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sealed server serves nothing but what unseals it, and says so the same way everywhere. */
final class ChecklistISealedTest {
  private static final Set<String> WHILE_SEALED =
      Set.of(
          "sys/health", "sys/init", "sys/internal/ui/feature-flags", "sys/leader", "sys/seal-status", "sys/unseal");

  private final AssembledVault vault = new AssembledVault();
  private final List<Served> served = vault.served();

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void everyOtherRouteIs503WhateverTheTokenIs() {
    vault.post("secret/data/a", "{\"data\": {\"k\": \"supersecret\"}}");
    assertThat(vault.post("sys/seal", "{}").status()).isEqualTo(204);
    for (String token : List.of(AssembledVault.ROOT, "", "forged")) {
      for (Served route : served) {
        if (!WHILE_SEALED.contains(route.path())) {
          Told told = vault.as(token, route.method(), route.path(), "");
          assertThat(told.status()).as(route + " with \"" + token + "\"").isIn(refusals(route));
          assertThat(told.text()).as(route.path()).startsWith("{\"errors\":[\"").doesNotContain("supersecret");
        }
      }
    }
  }

  /** The ceremonies look at what was sent before they look at the seal. */
  private static List<Integer> refusals(Served route) {
    boolean ceremony = route.path().startsWith("sys/rekey") || route.path().startsWith("sys/generate-root");
    return ceremony ? List.of(503, 400, 429) : List.of(503);
  }

  @Test
  void whatWasThereIsThereAgainWhenItIsUnsealed() {
    vault.post("secret/data/a", "{\"data\": {\"k\": \"supersecret\"}}");
    String token = vault.tokenWith("secret/*", "read");
    String wrap = vault.wrapped(AssembledVault.ROOT, "GET", "secret/data/a", "", "60").wrapToken();
    vault.post("sys/seal", "{}");
    assertThat(vault.as(token, "GET", "secret/data/a", "").status()).isEqualTo(503);
    vault.unseal();
    assertThat(vault.as(token, "GET", "secret/data/a", "").text()).contains("supersecret");
    assertThat(vault.as("", "POST", "sys/wrapping/unwrap", "{\"token\": \"" + wrap + "\"}").text())
        .contains("supersecret");
  }

  @Test
  void aTokenRevokedBeforeTheSealIsRevokedAfterIt() {
    String token = vault.tokenWith("secret/*", "read");
    vault.post("auth/token/revoke", "{\"token\": \"" + token + "\"}");
    vault.post("sys/seal", "{}");
    vault.unseal();
    assertThat(vault.as(token, "GET", "secret/data/a", "").status()).isEqualTo(403);
  }

  @Test
  void healthTellsItWithoutAToken() {
    vault.post("sys/seal", "{}");
    assertThat(vault.as("", "GET", "sys/health", "").status()).isEqualTo(503);
    assertThat(vault.as("", "GET", "sys/health?sealedcode=299", "").status()).isEqualTo(299);
    assertThat(vault.as("", "GET", "sys/seal-status", "").body().bool("sealed")).contains(true);
  }

  @Test
  void onlyWhoMaySealSeals() {
    String reader = vault.tokenWith("sys/seal", "update");
    assertThat(vault.as(reader, "POST", "sys/seal", "{}").status()).as("without sudo").isEqualTo(403);
    assertThat(vault.as("", "POST", "sys/seal", "{}").status()).isEqualTo(403);
    assertThat(vault.get("sys/seal-status").body().bool("sealed")).contains(false);
  }
}
