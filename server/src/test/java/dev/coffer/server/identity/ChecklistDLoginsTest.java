package dev.coffer.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checklist D: what a login tells a stranger, and what it does not. */
final class ChecklistDLoginsTest {
  private static final String WEB = "auth/approle/role/web";

  private final AssembledVault vault = new AssembledVault();

  @BeforeEach
  void enable() {
    vault.post("sys/auth/approle", "{\"type\": \"approle\"}");
    vault.post(WEB, "{\"role_id\": \"web-id\"}");
    vault.post("auth/approle/role/db", "{\"role_id\": \"db-id\"}");
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private Told login(String json) {
    return vault.as("", "POST", "auth/approle/login", json);
  }

  private String secretIdOf(String role) {
    return vault.post("auth/approle/role/" + role + "/secret-id", "{}").data().text("secret_id").orElseThrow();
  }

  @Test
  void anUnknownRoleIdAndAWrongSecretIdGetTheSameWords() {
    String wrongSecret = login("{\"role_id\": \"web-id\", \"secret_id\": \"wrong\"}").text();
    String unknownRole = login("{\"role_id\": \"no-id\", \"secret_id\": \"wrong\"}").text();
    assertThat(wrongSecret).isEqualTo("{\"errors\":[\"invalid role or secret ID\"]}").isEqualTo(unknownRole);
    assertThat(login("{\"role_id\": \"web-id\"}").text()).isEqualTo(login("{\"role_id\": \"no-id\"}").text());
    assertThat(login("{\"secret_id\": \"wrong\"}").text()).contains("missing role_id");
  }

  @Test
  void aSecretIdProvesNothingForAnotherRole() {
    assertThat(login("{\"role_id\": \"db-id\", \"secret_id\": \"" + secretIdOf("web") + "\"}").status()).isEqualTo(400);
  }

  /** CVE-2023-24999. */
  @Test
  void theAccessorOfAnotherRolesSecretIdFindsAndEndsNothing() {
    String secret = secretIdOf("web");
    String accessor =
        vault.post(WEB + "/secret-id/lookup", "{\"secret_id\": \"" + secret + "\"}").data().text("secret_id_accessor").orElseThrow();
    String body = "{\"secret_id_accessor\": \"" + accessor + "\"}";
    assertThat(vault.post("auth/approle/role/db/secret-id-accessor/lookup", body).status()).isEqualTo(404);
    assertThat(vault.post("auth/approle/role/db/secret-id-accessor/destroy", body).status()).isEqualTo(404);
    assertThat(vault.post(WEB + "/secret-id-accessor/lookup", body).status()).isEqualTo(200);
    assertThat(login("{\"role_id\": \"web-id\", \"secret_id\": \"" + secret + "\"}").status()).isEqualTo(200);
  }

  @Test
  void aLoginCannotGiveARootToken() {
    vault.post(WEB, "{\"token_policies\": [\"root\"]}");
    Told told = login("{\"role_id\": \"web-id\", \"secret_id\": \"" + secretIdOf("web") + "\"}");
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.text()).contains("auth methods cannot create root tokens");
  }

  @Test
  void aNameInAnotherCaseIsTheSameForPolicyAndStore() {
    String hcl =
        "path \\\"auth/approle/role/*\\\" { capabilities = [\\\"read\\\"] } path \\\"auth/approle/role/web\\\" { capabilities = [\\\"deny\\\"] }";
    vault.post("sys/policies/acl/reader", "{\"policy\": \"" + hcl + "\"}");
    String token = vault.post("auth/token/create", "{\"policies\": [\"reader\"]}").token();
    for (String name : List.of("web", "WEB", "wEb", "%57eb")) {
      assertThat(vault.as(token, "GET", "auth/approle/role/" + name, "").status()).as(name).isEqualTo(403);
      assertThat(vault.get("auth/approle/role/" + name).status()).as(name).isEqualTo(200);
    }
    assertThat(vault.as(token, "GET", "auth/approle/role/DB", "").status()).isEqualTo(200);
  }
}
