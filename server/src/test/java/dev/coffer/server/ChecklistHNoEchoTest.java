package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault.Served;
import dev.coffer.server.AssembledVault.Told;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller sends comes back in no error, on no route: not a value, not a path, not a token. */
final class ChecklistHNoEchoTest {
  private static final String CANARY = "canary7f3a";
  private final AssembledVault vault = new AssembledVault();

  @AfterEach
  void close() {
    vault.close();
  }

  private void quiet(Told told, String what) {
    if (!told.isSuccess() && told.status() != 429) {
      assertThat(told.text())
          .as(what)
          .startsWith("{")
          .doesNotContain(CANARY)
          .doesNotContain("Exception")
          .doesNotContain("dev.coffer")
          .doesNotContain("\tat ");
      assertThat(told.headers().toString()).as(what).doesNotContain(CANARY);
    }
    assertThat(told.status()).as(what + ": " + told.text()).isNotEqualTo(500);
  }

  /** Every known field with a value of the wrong kind, and of the right kind but senseless. */
  @Test
  void noFieldOfNoRouteIsEchoed() {
    List<Served> routes = vault.served();
    for (Served route : routes) {
      if (route.path().equals("sys/seal")) {
        continue;
      }
      for (String value :
          List.of("\"" + CANARY + "\"", "[\"" + CANARY + "\"]", "{\"" + CANARY + "\":1}", "-1", "1e99", "null", "true")) {
        quiet(vault.as(AssembledVault.ROOT, route.method(), route.path(), everyField(value)), route + " " + value);
      }
    }
  }

  /** The names that routes know, as Vault's API has them. */
  private static String everyField(String value) {
    StringBuilder body = new StringBuilder("{");
    for (String name :
        List.of(
            "data", "options", "cas", "version", "versions", "token", "accessor", "accessors", "policies", "policy",
            "ttl", "explicit_max_ttl", "period", "num_uses", "display_name", "meta", "type", "id", "renewable",
            "increment", "lease_id", "prefix", "path", "paths", "from", "to", "config", "description", "input",
            "algorithm", "format", "bytes", "level", "max_versions", "delete_version_after", "custom_metadata",
            "allowed_policies", "token_period", "key", "nonce", "otp", "secret_shares", "secret_threshold",
            "file_path", "default_lease_ttl", "max_lease_ttl", "max_operations", "interval", "enabled", "reset")) {
      body.append(body.length() == 1 ? "" : ",").append('"').append(name).append("\":").append(value);
    }
    return body.append('}').toString();
  }

  @Test
  void noBrokenBodyIsEchoed() {
    for (String body :
        List.of(
            CANARY, "{" + CANARY, "{\"" + CANARY, "{\"a\":" + CANARY + "}", "[\"" + CANARY + "\"]", "\"" + CANARY + "\"",
            "{\"" + CANARY + "\":1,\"" + CANARY + "\":2}", "{\"a\":\"\\u" + CANARY + "\"}", "{\"a\":1}" + CANARY)) {
      Told told = vault.post("secret/data/a", body);
      assertThat(told.status()).as(body).isEqualTo(400);
      quiet(told, body);
    }
  }

  @Test
  void noPathQueryOrHeaderIsEchoed() {
    for (String target :
        List.of(
            "/v1/secret/" + CANARY, "/v1/secret/data/" + CANARY, "/v1/sys/" + CANARY,
            "/v1/secret/data/a?version=" + CANARY, "/v1/secret/data/a?at=" + CANARY, "/v1/secret/metadata?list=" + CANARY,
            "/v1/secret/metadata?list=true&limit=" + CANARY, "/v1/sys/health?sealedcode=" + CANARY,
            "/v1/secret/data/%zz" + CANARY, "/v1/secret/data/../" + CANARY, "/" + CANARY, "/v1/sys/policies/acl/" + CANARY,
            "/v1/auth/token/roles/" + CANARY, "/v1/sys/mounts/" + CANARY)) {
      for (String method : List.of("GET", "LIST", "DELETE", CANARY)) {
        quiet(
            vault.send(method, target, Map.of("X-Vault-Token", List.of(AssembledVault.ROOT)), ""),
            method + " " + target);
      }
    }
    // Where nothing is mounted Vault's clients look for the path: it is told only to whom policy lets ask.
    quiet(vault.as(vault.tokenWith("secret/*", "read"), "GET", CANARY, ""), "a path that is mounted nowhere");
    for (String header : List.of("X-Vault-Token", "Authorization", "X-Vault-Wrap-TTL", "X-Vault-Namespace")) {
      quiet(vault.send("GET", "/v1/secret/data/a", Map.of(header, List.of(CANARY)), ""), header);
      quiet(vault.send("GET", "/v1/secret/data/a", Map.of(header, List.of("Bearer " + CANARY, CANARY)), ""), header);
    }
  }

  @Test
  void noPolicyTextIsEchoedByItsErrors() {
    for (String policy :
        List.of(
            CANARY, "path \\\"" + CANARY + "\\\" { capabilities = [\\\"" + CANARY + "\\\"] }",
            "path \\\"a\\\" { " + CANARY + " = 1 }", "path \\\"" + CANARY, "path \\\"a+" + CANARY + "*b\\\" {}")) {
      Told told = vault.post("sys/policies/acl/p", "{\"policy\": \"" + policy + "\"}");
      quiet(told, policy);
    }
  }
}
