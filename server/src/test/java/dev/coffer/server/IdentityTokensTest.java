package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.AssembledVault.Told;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Identity tokens through the public door, and checked as a relying party would. */
final class IdentityTokensTest {
  private final AssembledVault vault = new AssembledVault();
  private String entity = "";
  private String token = "";

  @BeforeEach
  void role() {
    vault.post("sys/auth/userpass", "{\"type\": \"userpass\"}");
    vault.post("sys/policies/acl/tokens", "{\"policy\": \"path \\\"identity/oidc/token/*\\\" { capabilities = [\\\"read\\\"] }\"}");
    vault.post("auth/userpass/users/alice", "{\"password\": \"pw\", \"token_policies\": [\"tokens\"]}");
    Told login = vault.as("", "POST", "auth/userpass/login/alice", "{\"password\": \"pw\"}");
    entity = login.auth().text("entity_id").orElseThrow();
    token = login.token();
    vault.post("identity/oidc/config", "{\"issuer\": \"https://vault.example:8200\"}");
    key("RS256");
    vault.post("identity/oidc/role/app", "{\"key\": \"main\", \"client_id\": \"app\", \"ttl\": \"1h\"}");
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private Told key(String algorithm) {
    return vault.post("identity/oidc/key/main", "{\"algorithm\": \"" + algorithm + "\", \"rotation_period\": \"24h\", \"verification_ttl\": \"2h\", \"allowed_client_ids\": [\"app\"]}");
  }

  private String given() {
    return vault.as(token, "GET", "identity/oidc/token/app", "").data().text("token").orElseThrow();
  }

  private static Json.Object part(String jwt, int at) {
    return new JsonReader(JsonLimits.TRUSTED).readObject(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[at]));
  }

  private boolean counts(String jwt, String client) {
    Told told = vault.post("identity/oidc/introspect", "{\"token\": \"" + jwt + "\", \"client_id\": \"" + client + "\"}");
    return told.body().bool("active").orElseThrow();
  }

  private List<Json> published() {
    return vault.as("", "GET", "identity/oidc/.well-known/keys", "").body().array("keys").orElseThrow().items();
  }

  @Test
  void aRelyingPartyChecksATokenWithWhatIsPublished() throws GeneralSecurityException {
    String jwt = given();
    Json.Object discovery = vault.as("", "GET", "identity/oidc/.well-known/openid-configuration", "").body();
    assertThat(discovery.text("issuer")).contains("https://vault.example:8200/v1/identity/oidc");
    assertThat(discovery.text("jwks_uri")).contains("https://vault.example:8200/v1/identity/oidc/.well-known/keys");
    Json.Object jwk = (Json.Object) published().getFirst();
    assertThat(part(jwt, 0).text("kid")).isEqualTo(jwk.text("kid"));
    PublicKey key =
        KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
    Signature check = Signature.getInstance("SHA256withRSA");
    check.initVerify(key);
    check.update(jwt.substring(0, jwt.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
    assertThat(check.verify(Base64.getUrlDecoder().decode(jwt.substring(jwt.lastIndexOf('.') + 1)))).isTrue();
    Json.Object claims = part(jwt, 1);
    assertThat(claims.text("sub")).contains(entity);
    assertThat(claims.text("aud")).contains("app");
    assertThat(claims.text("iss")).isEqualTo(discovery.text("issuer"));
    assertThat(claims.integer("exp").orElseThrow() - claims.integer("iat").orElseThrow()).isEqualTo(3_600);
  }

  private static BigInteger number(Json.Object jwk, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.text(name).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "ES256", "ES384", "ES512", "EdDSA"})
  void everyAlgorithmIsCheckedByWhatIsPublished(String algorithm) {
    key(algorithm);
    String jwt = given();
    assertThat(part(jwt, 0).text("alg")).contains(algorithm);
    assertThat(counts(jwt, "app")).isTrue();
    assertThat(counts(jwt.substring(0, jwt.length() - 8) + "AAAAAAAA", "app")).isFalse();
  }

  @Test
  void aTokenCountsForItsClientWhileItLastsAndItsEntityLives() {
    String jwt = given();
    assertThat(counts(jwt, "app")).isTrue();
    assertThat(counts(jwt, "")).isTrue();
    assertThat(counts(jwt, "other")).isFalse();
    assertThat(counts("a.b.c", "app")).isFalse();
    vault.post("identity/entity/id/" + entity, "{\"disabled\": true}");
    assertThat(counts(jwt, "app")).isFalse();
    vault.post("identity/entity/id/" + entity, "{\"disabled\": false}");
    vault.clock.advance(Duration.ofHours(2));
    assertThat(counts(jwt, "app")).isFalse();
  }

  @Test
  void whatAnOldVersionSignedIsCheckedForAsLongAsWasSaid() {
    String before = given();
    vault.post("identity/oidc/key/main/rotate", "{\"verification_ttl\": \"30m\"}");
    assertThat(published()).hasSize(2);
    assertThat(counts(before, "app")).isTrue();
    assertThat(part(given(), 0).text("kid")).isNotEqualTo(part(before, 0).text("kid"));
    vault.clock.advance(Duration.ofMinutes(31));
    assertThat(published()).hasSize(1);
    assertThat(counts(before, "app")).isFalse();
  }

  @Test
  void claimsAreWhatTheTemplateSaysAndNoValueAddsOne() {
    vault.post("identity/entity/id/" + entity, "{\"metadata\": {\"color\": \"red\\\", \\\"admin\\\": \\\"yes\"}}");
    vault.post("identity/group", "{\"name\": \"g\", \"member_entity_ids\": [\"" + entity + "\"]}");
    String template = "{\"color\": {{identity.entity.metadata.color}}, \"groups\": {{identity.entity.groups.names}}, \"nothing\": {{identity.entity.metadata.none}}}";
    String text = Base64.getEncoder().encodeToString(template.getBytes(StandardCharsets.UTF_8));
    assertThat(vault.post("identity/oidc/role/app", "{\"template\": \"" + text + "\"}").status()).isEqualTo(204);
    Json.Object claims = part(given(), 1);
    assertThat(claims.text("color")).contains("red\", \"admin\": \"yes");
    assertThat(claims.get("admin")).isEmpty();
    assertThat(claims.array("groups").orElseThrow().items()).hasSize(1);
    assertThat(claims.text("nothing")).contains("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\\\"sub\\\": \\\"root\\\"}", "{\\\"iss\\\": {{identity.entity.name}}}", "{{identity.entity.name}}", "{", "[]"})
  void aTemplateSaysNothingThatIsTheServersToSay(String template) {
    assertThat(vault.post("identity/oidc/role/app", "{\"template\": \"" + template + "\"}").status()).isEqualTo(400);
  }

  @Test
  void whoMayNotAskGetsNoToken() {
    assertThat(vault.get("identity/oidc/token/app").status()).isEqualTo(400);
    assertThat(vault.as(token, "GET", "identity/oidc/token/none", "").status()).isEqualTo(400);
    vault.post("identity/oidc/role/app", "{\"client_id\": \"other\"}");
    assertThat(vault.as(token, "GET", "identity/oidc/token/app", "").status()).isEqualTo(400);
    assertThat(vault.delete("identity/oidc/key/main").status()).isEqualTo(400);
    vault.delete("identity/oidc/role/app");
    assertThat(vault.delete("identity/oidc/key/main").status()).isEqualTo(204);
    assertThat(published()).isEmpty();
  }
}
