package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault.Told;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What callers get while a KV mount with many secrets is upgraded, and afterwards. */
final class KvUpgradeTest {
  /** More than an answer waits for. */
  private static final int SECRETS = 1_500;

  private final AssembledVault vault = new AssembledVault();

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void meanwhileEverybodyIsAskedToComeAgain() {
    vault.post("sys/mounts/kv", "{\"type\": \"kv\"}");
    for (int number = 0; number < SECRETS; number++) {
      vault.post("kv/" + number, "{\"number\": " + number + "}");
    }
    Told told = vault.post("sys/mounts/kv/tune", "{\"options\": {\"version\": \"2\"}}");
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.text()).contains("Upgrading mount from version 1 to version 2.");
    for (String method : List.of("GET", "POST", "DELETE", "LIST", "PATCH", "SCAN")) {
      Told refused = vault.as(AssembledVault.ROOT, method, "kv/data/7", method.equals("POST") ? "{}" : "");
      assertThat(refused.status()).as(method).isEqualTo(400);
      assertThat(refused.text()).as(method).contains("Upgrading from non-versioned to versioned data. ");
    }
    String stranger = vault.tokenWith("secret/*", "read");
    assertThat(vault.as(stranger, "GET", "kv/data/7", "").status()).as("policy first").isEqualTo(403);
    vault.server.runBackground(vault.clock.instant());
    assertThat(vault.get("kv/data/7").text()).contains("{\"number\":7}").contains("\"version\":1");
    assertThat(vault.list("kv/metadata").data().array("keys").orElseThrow().items()).hasSize(SECRETS);
  }
}
