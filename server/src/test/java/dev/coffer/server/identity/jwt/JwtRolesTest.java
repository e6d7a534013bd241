package dev.coffer.server.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.fake.TokenIssuer;
import dev.coffer.server.fake.TokenIssuer.SigningKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What roles bind, and who somebody is by their claims. The keys stand in the configuration. */
final class JwtRolesTest {
  private final AssembledVault vault = new AssembledVault();
  private SigningKey key;

  @BeforeEach
  void configure() throws Exception {
    key = SigningKey.make("ES256");
    vault.post("sys/auth/jwt", "{\"type\": \"jwt\"}");
    Json.Object config =
        Json.object().put("jwt_validation_pubkeys", key.pem()).put("default_role", "web").build();
    Told told = vault.post("auth/jwt/config", text(config));
    assertThat(told.isSuccess()).as(told.text()).isTrue();
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private static String text(Json json) {
    return new String(JsonWriter.bytes(json), StandardCharsets.UTF_8);
  }

  private Told role(String fields) {
    String user = fields.contains("\"user_claim\"") ? "" : "\"user_claim\": \"sub\", ";
    return vault.post("auth/jwt/role/web", "{\"role_type\": \"jwt\", " + user + fields + "}");
  }

  private Told login(String claims) throws Exception {
    long now = vault.clock.instant().getEpochSecond();
    String all = "{\"exp\":" + (now + 60) + ",\"sub\":\"alice\"," + claims + "}";
    String token = TokenIssuer.signed("{\"alg\":\"ES256\"}", all, key);
    return vault.as("", "POST", "auth/jwt/login", "{\"jwt\": \"" + token + "\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"main\"           | \"main\"            | true",
        "\"main\"           | \"Main\"            | false",
        "\"main\"           | [\"dev\",\"main\"]  | true",
        "[\"a\",\"main\"]   | \"main\"            | true",
        "[\"a\",\"main\"]   | [\"b\",\"c\"]       | false",
        "\"main\"           | []                  | false",
        "\"true\"           | true                | false",
        "true               | true                | true",
        "true               | \"true\"            | false",
        "true               | false               | false",
        "7                  | 7                   | true",
        "7                  | \"7\"               | false",
        "\"7\"              | 7                   | false",
        "\"main\"           | null                | false",
        "\"main\"           | {\"main\":\"main\"} | false",
        "\"ma*\"            | \"main\"            | false",
        "\"ma*\"            | \"ma*\"             | true",
        "\"main\"           | [[\"main\"]]        | false"
      })
  void boundClaimsAreComparedWithTheirTypes(String bound, String claim, boolean in) throws Exception {
    assertThat(role("\"bound_claims\": {\"ref\": " + bound + "}").isSuccess()).isTrue();
    assertThat(login("\"ref\":" + claim).status()).isEqualTo(in ? 200 : 400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refs/heads/*   | refs/heads/main      | true",
        "refs/heads/*   | refs/heads/a/b       | true",
        "refs/heads/*   | refs/tags/v1         | false",
        "refs/heads/*   | x/refs/heads/main    | false",
        "*/main         | evil/main/x          | false",
        "a.c            | abc                  | false",
        "a?c            | abc                  | false",
        "[ab]           | a                    | false",
        "repo:o/r:*     | repo:o/rr:ref        | false",
        "*              | anything             | true",
        "main           | main                 | true",
        "main           | Main                 | false"
      })
  void aGlobsStarIsAllThatIsSpecial(String bound, String claim, boolean in) throws Exception {
    assertThat(role("\"bound_claims_type\": \"glob\", \"bound_claims\": {\"ref\": \"" + bound + "\"}").isSuccess()).isTrue();
    assertThat(login("\"ref\":\"" + claim + "\"").status()).isEqualTo(in ? 200 : 400);
  }

  @Test
  void eachBoundClaimMustBeThere() throws Exception {
    role("\"bound_claims\": {\"a\": \"1\", \"/x/y\": \"2\"}");
    assertThat(login("\"a\":\"1\",\"x\":{\"y\":\"2\"}").status()).isEqualTo(200);
    assertThat(login("\"a\":\"1\"").text()).contains("missing");
    assertThat(login("\"a\":\"1\",\"/x/y\":\"2\"").status()).isEqualTo(400);
    assertThat(login("\"x\":{\"y\":\"2\"}").status()).isEqualTo(400);
  }

  @Test
  void aSubjectIsTheWholeText() throws Exception {
    role("\"bound_subject\": \"alice\"");
    assertThat(login("\"a\":1").status()).isEqualTo(200);
    role("\"bound_subject\": \"alic\"");
    assertThat(login("\"a\":1").text()).contains("bound_subject");
  }

  @Test
  void claimsBecomeMetadataAndNoneTakesTheRolesPlace() throws Exception {
    role("\"bound_subject\": \"alice\", \"claim_mappings\": {\"team\": \"team\", \"/o/n\": \"number\", \"none\": \"none\"}");
    Json.Object metadata = login("\"team\":\"red\",\"o\":{\"n\":7},\"role\":\"admin\"").auth().object("metadata").orElseThrow();
    assertThat(text(metadata)).contains("\"team\":\"red\"").contains("\"number\":\"7\"").contains("\"role\":\"web\"").doesNotContain("none");
    assertThat(login("\"team\":[\"red\"]").status()).isEqualTo(400);
    assertThat(role("\"claim_mappings\": {\"x\": \"role\"}").text()).contains("reserved");
    assertThat(role("\"claim_mappings\": {\"x\": \"a\", \"y\": \"a\"}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "7", "true", "null", "\"\"", "[\"alice\"]"})
  void whoIsNamedByNoTextIsNobody(String user) throws Exception {
    role("\"bound_subject\": \"alice\", \"user_claim\": \"user\"");
    assertThat(login("\"user\":" + user).text()).contains("user_claim");
  }

  @Test
  void theUserMayStandDeeper() throws Exception {
    role("\"bound_subject\": \"alice\", \"user_claim\": \"/u/names/1\", \"user_claim_json_pointer\": true");
    Told told = login("\"u\":{\"names\":[\"a\",\"b\"]}");
    assertThat(vault.as(told.token(), "GET", "auth/token/lookup-self", "").data().text("display_name")).contains("jwt-b");
    assertThat(login("\"u\":{\"names\":[\"a\"]}").status()).isEqualTo(400);
  }

  @Test
  void groupsMustBeTextsWhereARoleNamesThem() throws Exception {
    role("\"bound_subject\": \"alice\", \"groups_claim\": \"groups\"");
    assertThat(login("\"groups\":[\"a\",\"b\"]").status()).isEqualTo(200);
    assertThat(login("\"groups\":\"a\"").status()).isEqualTo(200);
    assertThat(login("\"groups\":[\"a\",7]").status()).isEqualTo(400);
    assertThat(login("\"a\":1").text()).contains("groups_claim");
  }

  @Test
  void aRoleThatBindsNothingIsRefused() {
    assertThat(role("\"token_policies\": \"web\"").text()).contains("must have at least one bound constraint");
    assertThat(vault.post("auth/jwt/role/x", "{\"role_type\": \"jwt\", \"bound_subject\": \"a\"}").text()).contains("user claim");
    assertThat(vault.post("auth/jwt/role/x", "{\"user_claim\": \"sub\"}").text()).contains("allowed_redirect_uris");
    assertThat(role("\"bound_claims\": {\"a\": {}}").status()).isEqualTo(400);
    assertThat(role("\"bound_claims\": {\"a\": 7}, \"bound_claims_type\": \"glob\"").status()).isEqualTo(400);
    assertThat(role("\"bound_subject\": \"a\", \"bound_claims_type\": \"regex\"").status()).isEqualTo(400);
  }

  @Test
  void aRoleIsReadAsItWasWrittenAndChangedInParts() {
    role("\"bound_audiences\": [\"a\"], \"bound_claims\": {\"c\": [\"x\", \"y\"]}, \"policies\": \"one\", \"ttl\": \"1h\"");
    role("\"oidc_scopes\": \"email\"");
    Json.Object data = vault.get("auth/jwt/role/WEB").data();
    assertThat(text(data))
        .contains("\"bound_audiences\":[\"a\"]", "\"bound_claims\":{\"c\":[\"x\",\"y\"]}", "\"token_policies\":[\"one\"]")
        .contains("\"oidc_scopes\":[\"email\"]", "\"token_ttl\":3600", "\"role_type\":\"jwt\"");
    assertThat(text(vault.list("auth/jwt/role").data())).contains("[\"web\"]");
    vault.delete("auth/jwt/role/web");
    assertThat(vault.get("auth/jwt/role/web").status()).isEqualTo(404);
  }

  @Test
  void aTokenIsNotRenewedWithoutItsRole() throws Exception {
    role("\"bound_subject\": \"alice\", \"token_ttl\": \"1h\"");
    String token = login("\"a\":1").token();
    assertThat(vault.as(token, "POST", "auth/token/renew-self", "{}").status()).isEqualTo(200);
    vault.delete("auth/jwt/role/web");
    assertThat(vault.as(token, "POST", "auth/token/renew-self", "{}").status()).isEqualTo(400);
  }

  @Test
  void aRolesNetworksCountAtTheLogin() throws Exception {
    role("\"bound_subject\": \"alice\", \"token_bound_cidrs\": \"10.0.0.0/8\"");
    assertThat(login("\"a\":1").status()).isEqualTo(403);
  }

  @Test
  void withoutARoleOrAConfigurationNobodyComesIn() throws Exception {
    assertThat(login("\"a\":1").text()).contains("the role could not be found");
    assertThat(vault.as("", "POST", "auth/jwt/login", "{}").text()).contains("could not be found");
    vault.post("sys/auth/other", "{\"type\": \"jwt\"}");
    assertThat(vault.as("", "POST", "auth/other/login", "{\"role\": \"web\", \"jwt\": \"a.b.c\"}").text())
        .contains("could not load configuration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"jwks_url\": \"https://a/\", \"oidc_discovery_url\": \"https://b/\"}",
        "{\"jwks_url\": \"file:///etc/passwd\"}",
        "{\"jwks_url\": \"http://192.168.0.1/keys\"}",
        "{\"jwks_url\": \"https://169.254.169.254/latest/meta-data\"}",
        "{\"oidc_discovery_url\": \"https://169.254.169.254\"}",
        "{\"jwt_validation_pubkeys\": \"-----BEGIN PUBLIC KEY-----\"}",
        "{\"jwt_validation_pubkeys\": \"secret\"}",
        "{\"jwks_url\": \"https://a/\", \"oidc_client_id\": \"a\", \"oidc_client_secret\": \"b\"}",
        "{\"oidc_discovery_url\": \"https://a/\", \"oidc_client_id\": \"a\"}"
      })
  void aConfigurationThatMakesNoSenseIsRefused(String config) {
    assertThat(vault.post("auth/jwt/config", config).status()).isEqualTo(400);
    assertThat(vault.get("auth/jwt/config").data().text("default_role")).contains("web");
  }

  @Test
  void aGroupOfTheClaimBringsItsPoliciesAndTheMappingsAreTheAliass() throws Exception {
    role("\"bound_subject\": \"alice\", \"groups_claim\": \"groups\", \"claim_mappings\": {\"team\": \"team\"}");
    String accessor =
        vault.get("sys/auth").data().object("jwt/").flatMap(mount -> mount.text("accessor")).orElseThrow();
    String group =
        vault.post("identity/group", "{\"name\": \"devs\", \"type\": \"external\", \"policies\": [\"from-group\"]}")
            .data().text("id").orElseThrow();
    vault.post(
        "identity/group-alias",
        "{\"name\": \"dev\", \"mount_accessor\": \"" + accessor + "\", \"canonical_id\": \"" + group + "\"}");
    Told in = login("\"groups\":[\"dev\"],\"team\":\"red\"");
    assertThat(text(in.auth())).contains("\"identity_policies\":[\"from-group\"]");
    String entity = in.auth().text("entity_id").orElseThrow();
    assertThat(text(vault.get("identity/entity/id/" + entity).data())).contains("\"name\":\"alice\"", "\"team\":\"red\"");
    assertThat(text(login("\"groups\":[\"other\"]").auth())).doesNotContain("from-group");
  }
}
