package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.dialect.WireResponse;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PolicyRoutesTest {
  private static final String TEXT = "path \"secret/*\" { capabilities = [\"read\"] }\n# kept as written";

  private final VaultBench bench =
      new VaultBench(Caller.anonymous(), PolicyRoutes.table().bind(new PolicyWorld(List.of()).desk));

  private static String body(String key, String text) {
    return JsonWriter.text(Json.object().put(key, text).build());
  }

  private void put(String name, String text) {
    WireResponse response = bench.ask("PUT", "/v1/sys/policies/acl/" + name, body("policy", text));
    assertThat(response.status()).as(VaultBench.text(response)).isEqualTo(204);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void aPolicyIsReadAsItWasWrittenWithExactlyTheDocumentedKeys() {
    put("App", TEXT);
    assertThat(VaultBench.data(bench.ask("GET", "/v1/sys/policies/acl/APP")))
        .isEqualTo(Json.object().put("name", "app").put("policy", TEXT).build());
  }

  @Test
  void theOldPathCallsItRulesAndRepeatsItAtTheTop() {
    WireResponse written = bench.ask("PUT", "/v1/sys/policy/app", body("rules", TEXT));
    assertThat(written.status()).isEqualTo(204);
    WireResponse read = bench.ask("GET", "/v1/sys/policy/app");
    assertThat(VaultBench.data(read)).isEqualTo(Json.object().put("name", "app").put("rules", TEXT).build());
    assertThat(VaultBench.json(read).text("rules")).contains(TEXT);
    assertThat(VaultBench.json(read).text("name")).contains("app");
  }

  @Test
  void namesAreListedInOrder() {
    put("zebra", TEXT);
    put("app", TEXT);
    Json.Array names = Json.texts(List.of("app", "default", "root", "zebra"));
    assertThat(VaultBench.data(bench.ask("LIST", "/v1/sys/policies/acl")))
        .isEqualTo(Json.object().put("keys", names).build());
    for (String method : List.of("LIST", "GET")) {
      WireResponse old = bench.ask(method, "/v1/sys/policy");
      assertThat(VaultBench.data(old)).isEqualTo(Json.object().put("keys", names).put("policies", names).build());
      assertThat(VaultBench.json(old).array("policies")).contains(names);
    }
  }

  @Test
  void textInBase64IsTakenForWhatItEncodes() {
    put("app", Base64.getEncoder().encodeToString(TEXT.getBytes(StandardCharsets.UTF_8)));
    assertThat(VaultBench.data(bench.ask("GET", "/v1/sys/policies/acl/app")).text("policy")).contains(TEXT);
  }

  @Test
  void rulesThatDoNotDoWhatTheySeemToComeBackAsWarnings() {
    WireResponse response =
        bench.ask("POST", "/v1/sys/policies/acl/app", body("policy", "path \"a/*/b\" { capabilities = [\"read\"] }"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(VaultBench.json(response).array("warnings").orElseThrow().items()).hasSize(1);
  }

  @Test
  void aDeletedPolicyIsNotFoundAndDeletingTwiceIsNoError() {
    put("app", TEXT);
    for (int time = 0; time < 2; time++) {
      assertThat(bench.ask("DELETE", "/v1/sys/policies/acl/app").status()).isEqualTo(204);
    }
    for (String path : List.of("policies/acl/app", "policy/app")) {
      WireResponse gone = bench.ask("GET", "/v1/sys/" + path);
      assertThat(gone.status()).isEqualTo(404);
      assertThat(VaultBench.text(gone).strip()).isEqualTo("{\"errors\":[]}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT|policies/acl/app|{}|'policy' parameter not supplied or empty",
        "PUT|policies/acl/app|{\"policy\":\"\"}|'policy' parameter not supplied or empty",
        "PUT|policies/acl/root|{\"policy\":\"path \\\"a\\\" {}\"}|cannot update \"root\" policy",
        "DELETE|policies/acl/root||cannot delete \"root\" policy",
        "DELETE|policies/acl/default||cannot delete default policy",
        "DELETE|policy/default||cannot delete default policy",
      },
      quoteCharacter = '`')
  void whatCannotBeIsRefusedInVaultsWords(String method, String path, String body, String error) {
    WireResponse response = bench.ask(method, "/v1/sys/" + path, body == null ? "" : body);
    assertThat(response.status()).isEqualTo(400);
    assertThat(VaultBench.json(response).array("errors")).contains(Json.texts(List.of(error)));
  }

  @Test
  void aMistakeIsToldByItsPlaceAndChangesNothing() {
    put("app", TEXT);
    WireResponse response =
        bench.ask("PUT", "/v1/sys/policies/acl/app", body("policy", "path \"a\" {\n capabilitys = [\"read\"] }"));
    assertThat(response.status()).isEqualTo(400);
    assertThat(VaultBench.text(response)).contains("line 2");
    assertThat(VaultBench.data(bench.ask("GET", "/v1/sys/policies/acl/app")).text("policy")).contains(TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, policies/acl/app, READ", "PUT, policies/acl/app, UPDATE", "DELETE, policies/acl/app, DELETE",
    "LIST, policies/acl, LIST", "GET, policy, READ", "LIST, policy, LIST", "GET, policy/app, READ",
    "POST, policy/app, UPDATE", "DELETE, policy/app, DELETE"
  })
  void eachRouteAsksForItsCapabilityOnItsOwnPath(String method, String path, Capability capability) {
    bench.ask(method, "/v1/sys/" + path, method.startsWith("P") ? body("policy", TEXT) : "");
    String asked = method.equals("LIST") ? path + "/" : path;
    assertThat(bench.asks.getLast().needs()).containsExactly(Need.of("sys/" + asked, capability));
  }
}
