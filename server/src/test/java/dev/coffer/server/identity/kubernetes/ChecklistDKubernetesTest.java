package dev.coffer.server.identity.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.fake.TestKeys;
import dev.coffer.server.fake.TokenIssuer;
import dev.coffer.server.fake.TokenIssuer.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pods log in: reviewed by the cluster, or by its keys alone. */
final class ChecklistDKubernetesTest {
  private static final String USER = "system:serviceaccount:apps:web";
  private static final String UID = "d77f89bc-9055-11e7-a068-0800276d99bf";

  @TempDir private static Path folder;
  private static TestKeys tls;
  private static String authority;

  private final AssembledVault vault = new AssembledVault();
  private ApiServer cluster;
  private SigningKey key;

  @BeforeAll
  static void makeKeys() throws Exception {
    tls = TestKeys.make(folder, "EC");
    authority = Files.readString(tls.certificateFile(folder));
  }

  @BeforeEach
  void configure() throws Exception {
    key = SigningKey.make("ES256");
    cluster = new ApiServer(tls);
    vault.post("sys/auth/kubernetes", "{\"type\": \"kubernetes\"}");
    config("\"token_reviewer_jwt\": \"reviewer\"");
    role("\"audience\": \"\"");
  }

  @AfterEach
  void close() {
    vault.close();
    cluster.close();
  }

  private void config(String more) {
    Told told =
        vault.post(
            "auth/kubernetes/config",
            "{\"kubernetes_host\": \"" + cluster.url() + "\", \"kubernetes_ca_cert\": " + quoted(authority) + ", " + more + "}");
    assertThat(told.isSuccess()).as(told.text()).isTrue();
  }

  private static String quoted(String text) {
    return new String(JsonWriter.bytes(Json.text(text)), StandardCharsets.UTF_8);
  }

  private void role(String more) {
    Told told =
        vault.post(
            "auth/kubernetes/role/web",
            "{\"bound_service_account_names\": \"web\", \"bound_service_account_namespaces\": [\"apps\"], \"policies\": \"web\", "
                + more + "}");
    assertThat(told.isSuccess()).as(told.text()).isTrue();
  }

  private Told login(String token) {
    return vault.as("", "POST", "auth/kubernetes/login", "{\"role\": \"web\", \"jwt\": \"" + token + "\"}");
  }

  private String token(String namespace, String name, String audience, long seconds) throws Exception {
    long now = vault.clock.instant().getEpochSecond();
    String claims =
        """
        {"aud":["%s"],"exp":%d,"iat":%d,"iss":"https://kubernetes.default.svc.cluster.local","nbf":%d,
         "kubernetes.io":{"namespace":"%s","pod":{"name":"web-0","uid":"p"},"serviceaccount":{"name":"%s","uid":"%s"}},
         "sub":"system:serviceaccount:%s:%s"}"""
            .formatted(audience, now + seconds, now, now, namespace, name, UID, namespace, name);
    return TokenIssuer.signed("{\"alg\":\"ES256\",\"kid\":\"c\"}", claims, key);
  }

  private String token() throws Exception {
    return token("apps", "web", ApiServer.OWN_AUDIENCE, 600);
  }

  @Test
  void aPodThatTheClusterKnowsLogsIn() throws Exception {
    String token = token();
    cluster.know(token, USER, UID, ApiServer.OWN_AUDIENCE);
    Told told = login(token);
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.auth().object("metadata").orElseThrow().members())
        .containsEntry("role", Json.text("web"))
        .containsEntry("service_account_name", Json.text("web"))
        .containsEntry("service_account_namespace", Json.text("apps"))
        .containsEntry("service_account_uid", Json.text(UID))
        .containsEntry("service_account_secret_name", Json.text(""));
    assertThat(vault.as(told.token(), "GET", "auth/token/lookup-self", "").data().text("display_name"))
        .contains("kubernetes-apps-web");
    Json.Object review = cluster.reviewed().getFirst();
    assertThat(review.text("kind")).contains("TokenReview");
    assertThat(review.text("apiVersion")).contains("authentication.k8s.io/v1");
    assertThat(cluster.bearers()).containsExactly("Bearer reviewer");
  }

  @Test
  void withoutAReviewerTheTokenReviewsItself() throws Exception {
    config("\"disable_local_ca_jwt\": true");
    String token = token();
    cluster.know(token, USER, UID, ApiServer.OWN_AUDIENCE);
    assertThat(login(token).status()).isEqualTo(200);
    assertThat(cluster.bearers()).containsExactly("Bearer " + token);
  }

  @Test
  void aTokenThatTheClusterDoesNotKnowIsNone() throws Exception {
    assertThat(login(token()).status()).isEqualTo(403);
    assertThat(cluster.reviewed()).hasSize(1);
  }

  /** The claims are the sender's word until the cluster says the same. */
  @ParameterizedTest
  @CsvSource({
    "system:serviceaccount:apps:other, d77f89bc-9055-11e7-a068-0800276d99bf",
    "system:serviceaccount:other:web, d77f89bc-9055-11e7-a068-0800276d99bf",
    "system:serviceaccount:apps:web, 00000000-0000-0000-0000-000000000000",
    "apps:web, d77f89bc-9055-11e7-a068-0800276d99bf",
    "web, d77f89bc-9055-11e7-a068-0800276d99bf"
  })
  void aTokenOfAnotherAccountIsNotTheOneItClaims(String username, String uid) throws Exception {
    String token = token();
    cluster.know(token, username, uid, ApiServer.OWN_AUDIENCE);
    assertThat(login(token).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"status\":{\"authenticated\":false,\"user\":{\"username\":\"system:serviceaccount:apps:web\",\"uid\":\"d77f89bc-9055-11e7-a068-0800276d99bf\"}}}",
        "{\"status\":{\"authenticated\":\"true\",\"user\":{\"username\":\"system:serviceaccount:apps:web\",\"uid\":\"d77f89bc-9055-11e7-a068-0800276d99bf\"}}}",
        "{\"status\":{\"authenticated\":true,\"error\":\"expired\",\"user\":{\"username\":\"system:serviceaccount:apps:web\",\"uid\":\"d77f89bc-9055-11e7-a068-0800276d99bf\"}}}",
        "{\"authenticated\":true}"
      })
  void anAnswerThatIsNoYesIsANo(String answer) throws Exception {
    cluster.answerWith(201, answer);
    assertThat(login(token()).status()).isEqualTo(403);
  }

  @Test
  void aClusterThatDoesNotAnswerIsNoNo() throws Exception {
    cluster.answerWith(500, "{}");
    assertThat(login(token()).status()).isEqualTo(503);
    cluster.answerWith(201, "<html>");
    assertThat(login(token()).status()).isEqualTo(503);
    cluster.answerWith(403, "{}");
    assertThat(login(token()).status()).isEqualTo(403);
  }

  @Test
  void theClusterIsNotAskedAboutWhoMayNotAnyway() throws Exception {
    assertThat(login(token("apps", "other", "a", 600)).status()).isEqualTo(403);
    assertThat(login(token("other", "web", "a", 600)).status()).isEqualTo(403);
    assertThat(login(token("apps", "web", "a", -600)).text()).contains("expired");
    assertThat(login("a.b.c").status()).isEqualTo(400);
    assertThat(login(TokenIssuer.signed("{\"alg\":\"ES256\"}", "{\"sub\":\"" + USER + "\"}", key)).text())
        .contains("names no service account");
    assertThat(cluster.reviewed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "web-*, apps, web-1, apps, true",
    "web-*, apps, web, apps, false",
    "*, apps, any, apps, true",
    "*, team-*, any, team-a, true",
    "*, team-*, any, my-team-a, false",
    "w?b, apps, web, apps, false"
  })
  void globs(String names, String namespaces, String name, String namespace, boolean in) throws Exception {
    vault.post(
        "auth/kubernetes/role/web",
        "{\"bound_service_account_names\": \"" + names + "\", \"bound_service_account_namespaces\": \"" + namespaces + "\"}");
    String token = token(namespace, name, "a", 600);
    cluster.know(token, "system:serviceaccount:" + namespace + ":" + name, UID);
    assertThat(login(token).status()).isEqualTo(in ? 200 : 403);
  }

  @Test
  void anAudienceIsAskedForAndMustComeBack() throws Exception {
    role("\"audience\": \"coffer\"");
    String token = token("apps", "web", "coffer", 600);
    cluster.know(token, USER, UID, ApiServer.OWN_AUDIENCE);
    assertThat(login(token).status()).as("a cluster that does not know audiences").isEqualTo(403);
    assertThat(cluster.reviewed().getFirst().object("spec").orElseThrow().array("audiences"))
        .contains(Json.texts(List.of("coffer")));
    cluster.know(token, USER, UID, "coffer");
    assertThat(login(token).status()).isEqualTo(200);
    assertThat(login(token()).text()).contains("aud");
  }

  @Test
  void keysOfTheConfigurationAreAskedBeforeTheCluster() throws Exception {
    SigningKey other = SigningKey.make("ES256");
    config("\"pem_keys\": [" + quoted(other.pem()) + "]");
    String token = token();
    cluster.know(token, USER, UID, ApiServer.OWN_AUDIENCE);
    assertThat(login(token).text()).contains("no known key");
    assertThat(cluster.reviewed()).isEmpty();
    config("\"pem_keys\": [" + quoted(other.pem()) + ", " + quoted(key.pem()) + "]");
    assertThat(login(token).status()).isEqualTo(200);
    assertThat(cluster.reviewed()).hasSize(1);
  }

  @Test
  void withoutReviewTheKeysAreEnough() throws Exception {
    role("\"audience\": \"coffer\"");
    config("\"offline_verification\": true, \"pem_keys\": [" + quoted(key.pem()) + "]");
    assertThat(login(token("apps", "web", "coffer", 600)).status()).isEqualTo(200);
    assertThat(login(token("apps", "web", "other", 600)).status()).isEqualTo(400);
    assertThat(login(token("apps", "web", "coffer", -61)).text()).contains("expired");
    key = SigningKey.make("ES256");
    assertThat(login(token("apps", "web", "coffer", 600)).text()).contains("no known key");
    assertThat(cluster.reviewed()).isEmpty();
  }

  /** Nobody else would refuse a token that a pod has given to another service. */
  @Test
  void withoutReviewARoleNeedsAnAudience() throws Exception {
    config("\"offline_verification\": true, \"pem_keys\": [" + quoted(key.pem()) + "]");
    assertThat(login(token()).text()).contains("needs an audience");
  }

  @Test
  void withoutReviewTheClustersPublishedKeysAreEnough() throws Exception {
    try (TokenIssuer published = new TokenIssuer()) {
      published.publish("c", key);
      role("\"audience\": \"coffer\"");
      vault.post("auth/kubernetes/config", "{\"kubernetes_host\": \"" + published.url() + "\", \"offline_verification\": true}");
      assertThat(login(token("apps", "web", "coffer", 600)).status()).isEqualTo(200);
      assertThat(published.asked()).containsExactly("/openid/v1/jwks");
      key = SigningKey.make("ES256");
      assertThat(login(token("apps", "web", "coffer", 600)).text()).contains("no known key");
    }
  }

  @Test
  void anIssuerThatWasSaidCounts() throws Exception {
    config("\"issuer\": \"https://other\"");
    assertThat(login(token()).text()).contains("iss");
    assertThat(cluster.reviewed()).isEmpty();
  }

  @Test
  void theReviewersTokenIsNeverShown() {
    assertThat(vault.get("auth/kubernetes/config").text())
        .doesNotContain("\"reviewer\"")
        .contains("\"token_reviewer_jwt_set\":true");
  }

  @Test
  void anAliasIsNamedAsTheRoleSays() {
    role("\"alias_name_source\": \"serviceaccount_name\"");
    assertThat(vault.get("auth/kubernetes/role/web").data().text("alias_name_source")).contains("serviceaccount_name");
    assertThat(vault.post("auth/kubernetes/role/web", "{\"alias_name_source\": \"pod\"}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bound_service_account_namespaces\": \"a\"}",
        "{\"bound_service_account_names\": \"a\"}",
        "{\"bound_service_account_names\": \"*,a\", \"bound_service_account_namespaces\": \"a\"}"
      })
  void aRoleForNobodyOrForMoreThanItSaysIsRefused(String role) {
    assertThat(vault.post("auth/kubernetes/role/new", role).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"kubernetes_host\": \"file:///x\"}", "{\"kubernetes_host\": \"https://a\", \"pem_keys\": \"x\"}",
        "{\"kubernetes_host\": \"https://a\", \"token_reviewer_jwt\": \"a\\r\\nX-Evil: b\"}"})
  void aClusterThatIsNoneIsRefused(String config) {
    assertThat(vault.post("auth/kubernetes/config", config).status()).isEqualTo(400);
  }
}
