package dev.coffer.server.identity.approle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles, secret ids and logins, as a client sees them. */
final class ApproleTest {
  private static final String ROLE = "auth/approle/role/web";

  private final AssembledVault vault = new AssembledVault();

  @BeforeEach
  void enable() {
    assertThat(vault.post("sys/auth/approle", "{\"type\": \"approle\"}").status()).isEqualTo(204);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private void role(String json) {
    assertThat(vault.post(ROLE, json)).matches(told -> told.status() == 204);
  }

  private String roleId() {
    return vault.get(ROLE + "/role-id").data().text("role_id").orElseThrow();
  }

  private String secretId(String json) {
    return vault.post(ROLE + "/secret-id", json).data().text("secret_id").orElseThrow();
  }

  private Told login(String roleId, String secretId) {
    return vault.as(
        "",
        "POST",
        "auth/approle/login",
        "{\"role_id\": \"" + roleId + "\", \"secret_id\": \"" + secretId + "\"}");
  }

  private Told lookup(String secretId) {
    return vault.post(ROLE + "/secret-id/lookup", "{\"secret_id\": \"" + secretId + "\"}");
  }

  @Test
  void aLoginGivesATokenWithWhatTheRoleSays() {
    role("{\"token_policies\": [\"Dev\"], \"token_ttl\": \"10m\", \"token_max_ttl\": \"1h\", \"token_num_uses\": 5}");
    String secret = secretId("{\"metadata\": \"{\\\"host\\\": \\\"a1\\\", \\\"role_name\\\": \\\"other\\\"}\"}");
    Told told = login(roleId(), secret);
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.auth().toString()).isNotNull();
    assertThat(told.auth().integer("lease_duration")).contains(600L);
    assertThat(told.auth().integer("num_uses")).contains(5L);
    assertThat(told.auth().bool("renewable")).contains(true);
    assertThat(told.auth().bool("orphan")).contains(true);
    assertThat(told.text()).contains("\"policies\":[\"default\",\"dev\"]");
    // The role's name is the server's word, whatever the secret id's metadata say.
    assertThat(told.auth().object("metadata").orElseThrow().text("role_name")).contains("web");
    assertThat(told.auth().object("metadata").orElseThrow().text("host")).contains("a1");
    Told self = vault.as(told.token(), "GET", "auth/token/lookup-self", "");
    assertThat(self.data().text("path")).contains("auth/approle/login");
    assertThat(self.data().text("display_name")).contains("approle");
  }

  @Test
  void aTokenIsRenewedUpToTheMaximumThatTheRoleHasNow() {
    role("{\"token_ttl\": \"10m\", \"token_max_ttl\": \"1h\"}");
    String token = login(roleId(), secretId("{}")).token();
    vault.post(ROLE, "{\"token_max_ttl\": \"15m\"}");
    vault.clock.advance(Duration.ofMinutes(9));
    Told renewed = vault.as(token, "POST", "auth/token/renew-self", "{\"increment\": \"30m\"}");
    assertThat(renewed.auth().integer("lease_duration")).contains(360L);
    vault.delete(ROLE);
    assertThat(vault.as(token, "POST", "auth/token/renew-self", "{}").status()).isEqualTo(400);
  }

  @Test
  void aBatchTokenIsGivenWhereTheRoleOrTheMountSaysSo() {
    role("{\"token_type\": \"batch\"}");
    assertThat(login(roleId(), secretId("{}")).auth().text("token_type")).contains("batch");
    role("{\"token_type\": \"default\"}");
    vault.post("sys/auth/approle/tune", "{\"token_type\": \"batch\"}");
    assertThat(login(roleId(), secretId("{}")).token()).startsWith("hvb.");
  }

  @Test
  void ofManyLoginsAtOnceOnlyAsManySucceedAsTheSecretIdHasUses() {
    role("{\"secret_id_num_uses\": 4}");
    String roleId = roleId();
    String secret = secretId("{}");
    ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int at = 0; at < 16; at++) {
        many.execute(() -> statuses.add(login(roleId, secret).status()));
      }
    }
    assertThat(statuses.stream().filter(status -> status == 200)).hasSize(4);
    assertThat(statuses.stream().filter(status -> status == 400)).hasSize(12);
    assertThat(lookup(secret).status()).isEqualTo(204);
  }

  @Test
  void aSecretIdEndsByTimeAndItsRowIsTidied() {
    role("{\"secret_id_ttl\": \"1m\"}");
    String secret = secretId("{}");
    assertThat(login(roleId(), secret).status()).isEqualTo(200);
    vault.clock.advance(Duration.ofMinutes(1));
    assertThat(login(roleId(), secret).status()).isEqualTo(400);
    String fresh = secretId("{}");
    assertThat(vault.list(ROLE + "/secret-id").data().array("keys").orElseThrow().items()).hasSize(2);
    vault.post("auth/approle/tidy/secret-id", "{}");
    assertThat(vault.list(ROLE + "/secret-id").data().array("keys").orElseThrow().items()).hasSize(1);
    assertThat(login(roleId(), fresh).status()).isEqualTo(200);
  }

  @Test
  void theLastUseOfASecretIdIsTold() {
    role("{}");
    String secret = secretId("{}");
    assertThat(lookup(secret).text()).contains("\"last_used_time\":null");
    vault.clock.advance(Duration.ofHours(1));
    login(roleId(), secret);
    assertThat(lookup(secret).data().text("last_used_time")).contains("2026-01-15T11:30:00Z");
  }

  @Test
  void aDestroyedSecretIdLetsNobodyIn() {
    role("{}");
    String secret = secretId("{}");
    vault.post(ROLE + "/secret-id/destroy", "{\"secret_id\": \"" + secret + "\"}");
    assertThat(login(roleId(), secret).status()).isEqualTo(400);
  }

  @Test
  void networksBindSecretIdsAndTokens() {
    role("{\"secret_id_bound_cidrs\": [\"192.0.2.0/24\"]}");
    assertThat(login(roleId(), secretId("{\"cidr_list\": [\"192.0.2.0/28\"]}")).status()).isEqualTo(200);
    assertThat(login(roleId(), secretId("{\"cidr_list\": [\"192.0.2.64/28\"]}")).text())
        .contains("unauthorized by CIDR restrictions on the secret ID");
    assertThat(vault.post(ROLE + "/secret-id", "{\"cidr_list\": [\"192.0.0.0/8\"]}").status()).isEqualTo(400);
    role("{\"secret_id_bound_cidrs\": [\"198.51.100.0/24\"]}");
    assertThat(login(roleId(), secretId("{}")).text()).contains("unauthorized by CIDR restrictions on the role");
    role("{\"secret_id_bound_cidrs\": [], \"token_bound_cidrs\": [\"198.51.100.0/24\"]}");
    assertThat(login(roleId(), secretId("{}")).status()).isEqualTo(403);
  }

  @Test
  void aRoleWithoutAnyConstraintIsRefused() {
    assertThat(vault.post(ROLE, "{\"bind_secret_id\": false}").text())
        .contains("at least one constraint should be enabled on the role");
    role("{\"bind_secret_id\": false, \"token_bound_cidrs\": [\"192.0.2.7\"]}");
    assertThat(login(roleId(), "").status()).isEqualTo(200);
  }

  @Test
  void aSecretIdMayHaveNoMoreThanTheRoleSays() {
    role("{\"secret_id_num_uses\": 3, \"secret_id_ttl\": \"1h\"}");
    for (String wish : List.of("{\"num_uses\": 4}", "{\"num_uses\": 0}", "{\"ttl\": \"2h\"}", "{\"ttl\": 0}", "{\"num_uses\": -1}")) {
      assertThat(vault.post(ROLE + "/secret-id", wish).status()).as(wish).isEqualTo(400);
    }
  }

  @Test
  void aRoleThatIsMadeAnewDoesNotTakeTheOldOnesSecretIds() {
    role("{\"role_id\": \"fixed\"}");
    String secret = secretId("{}");
    vault.delete(ROLE);
    assertThat(login("fixed", secret).status()).isEqualTo(400);
    role("{\"role_id\": \"fixed\"}");
    assertThat(login("fixed", secret).status()).isEqualTo(400);
    assertThat(vault.list(ROLE + "/secret-id").status()).isEqualTo(404);
  }

  @Test
  void aRoleIdBelongsToOneRole() {
    role("{\"role_id\": \"mine\"}");
    Told taken = vault.post("auth/approle/role/other", "{\"role_id\": \"mine\"}");
    assertThat(taken.text()).contains("role_id already in use");
    vault.post(ROLE + "/role-id", "{\"role_id\": \"changed\"}");
    String secret = secretId("{}");
    assertThat(login("mine", secret).status()).isEqualTo(400);
    assertThat(login("changed", secret).status()).isEqualTo(200);
    assertThat(vault.post("auth/approle/role/other", "{\"role_id\": \"mine\"}").status()).isEqualTo(204);
  }

  @Test
  void eachFieldHasAnAddressThatChangesNothingElse() {
    role("{\"token_policies\": [\"dev\"]}");
    List<String> fields =
        List.of(
            "policies=token_policies=[\"ops\"]", "secret-id-num-uses=secret_id_num_uses=7",
            "secret-id-ttl=secret_id_ttl=60", "token-ttl=token_ttl=61", "token-max-ttl=token_max_ttl=62",
            "period=token_period=63", "token-num-uses=token_num_uses=8",
            "secret-id-bound-cidrs=secret_id_bound_cidrs=[\"10.0.0.0/8\"]",
            "token-bound-cidrs=token_bound_cidrs=[\"10.0.0.0/9\"]", "bind-secret-id=bind_secret_id=false");
    for (String field : fields) {
      String[] parts = field.split("=", 3);
      String json = "\"" + parts[1] + "\":" + parts[2];
      assertThat(vault.post(ROLE + "/" + parts[0], "{" + json + ", \"role_id\": \"stolen\"}").status()).as(field).isEqualTo(204);
      assertThat(vault.get(ROLE + "/" + parts[0]).text()).as(field).contains(json);
      assertThat(vault.get(ROLE).text()).as(field).contains(json);
      assertThat(roleId()).isNotEqualTo("stolen");
    }
    assertThat(vault.delete(ROLE + "/bind-secret-id").status()).isEqualTo(204);
    assertThat(vault.delete(ROLE + "/token-ttl").status()).isEqualTo(204);
    assertThat(vault.get(ROLE).text()).contains("\"bind_secret_id\":true").contains("\"token_ttl\":0");
  }

  @Test
  void aSecretIdIsHandedOverInAnEnvelope() {
    role("{}");
    Told wrapped = vault.wrapped(AssembledVault.ROOT, "POST", ROLE + "/secret-id", "{}", "5m");
    assertThat(wrapped.text()).contains("\"data\":null");
    Told opened = vault.as(wrapped.wrapToken(), "POST", "sys/wrapping/unwrap", "{}");
    assertThat(login(roleId(), opened.data().text("secret_id").orElseThrow()).status()).isEqualTo(200);
  }

  @Test
  void aSecretIdLivesNoLongerThanTheMountAllows() {
    vault.post("sys/auth/approle/tune", "{\"max_lease_ttl\": \"2h\"}");
    role("{\"secret_id_ttl\": \"48h\"}");
    assertThat(lookup(secretId("{}")).data().integer("secret_id_ttl")).contains(7_200L);
    assertThat(lookup(secretId("{\"ttl\": \"1h\"}")).data().integer("secret_id_ttl")).contains(3_600L);
    role("{\"secret_id_ttl\": 0}");
    assertThat(lookup(secretId("{}")).data().integer("secret_id_ttl")).as("for ever").contains(0L);
  }
}
