package dev.coffer.server.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.fake.TokenIssuer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way by a browser, against a provider that checks what it is sent. */
final class OidcLoginTest {
  private static final String REDIRECT = "http://localhost:8250/oidc/callback";

  private final AssembledVault vault = new AssembledVault();
  private TokenIssuer provider;

  @BeforeEach
  void configure() throws Exception {
    provider = new TokenIssuer();
    provider.publish("k", "ES256");
    vault.post("sys/auth/oidc", "{\"type\": \"oidc\"}");
    Told told =
        vault.post(
            "auth/oidc/config",
            "{\"oidc_discovery_url\": \"%s\", \"oidc_client_id\": \"%s\", \"oidc_client_secret\": \"%s\", \"default_role\": \"people\"}"
                .formatted(provider.url(), TokenIssuer.CLIENT_ID, TokenIssuer.CLIENT_SECRET));
    assertThat(told.isSuccess()).as(told.text()).isTrue();
    role("\"groups_claim\": \"groups\"");
  }

  @AfterEach
  void close() {
    vault.close();
    provider.close();
  }

  private void role(String more) {
    Told told =
        vault.post(
            "auth/oidc/role/people",
            "{\"user_claim\": \"email\", \"allowed_redirect_uris\": \"" + REDIRECT + "\", \"oidc_scopes\": \"email\", " + more + "}");
    assertThat(told.isSuccess()).as(told.text()).isTrue();
  }

  private Told authUrl(String redirect, String clientNonce) {
    return vault.as(
        "", "POST", "auth/oidc/oidc/auth_url",
        "{\"role\": \"people\", \"redirect_uri\": \"" + redirect + "\", \"client_nonce\": \"" + clientNonce + "\"}");
  }

  private String begin() {
    Told told = authUrl(REDIRECT, "c1");
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    return told.data().text("auth_url").orElseThrow();
  }

  private String claims(String... replaced) {
    long now = vault.clock.instant().getEpochSecond();
    String claims =
        "{\"iss\":\"%s\",\"aud\":\"%s\",\"email\":\"bob@example.com\",\"groups\":[\"dev\"],\"iat\":%d,\"exp\":%d}"
            .formatted(provider.url(), TokenIssuer.CLIENT_ID, now, now + 300);
    for (int at = 0; at < replaced.length; at += 2) {
      assertThat(claims).contains(replaced[at]);
      claims = claims.replace(replaced[at], replaced[at + 1]);
    }
    return claims;
  }

  private Told callback(String state, String code, String clientNonce) {
    return vault.as(
        "", "GET",
        "auth/oidc/oidc/callback?state=" + encoded(state) + "&code=" + encoded(code) + "&client_nonce=" + clientNonce, "");
  }

  private Told callback(Map<String, String> back) {
    return callback(back.getOrDefault("state", ""), back.getOrDefault("code", ""), "c1");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void somebodyLogsInWithTheirProvider() {
    String url = begin();
    Map<String, String> query = TokenIssuer.form(url.substring(url.indexOf('?') + 1));
    assertThat(url).startsWith(provider.url() + "/authorize?");
    assertThat(query)
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid email")
        .containsEntry("client_id", TokenIssuer.CLIENT_ID)
        .containsKeys("nonce", "state", "code_challenge");
    Told told = callback(provider.consent(url, claims()));
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(vault.as(told.token(), "GET", "auth/token/lookup-self", "").data().text("display_name"))
        .contains("oidc-bob@example.com");
  }

  @Test
  void theSecretOfTheClientIsNeverShown() {
    assertThat(vault.get("auth/oidc/config").text()).doesNotContain("s3cret").contains(TokenIssuer.CLIENT_ID);
  }

  @Test
  void neitherTheVerifierNorTheSecretIsInTheUrl() {
    assertThat(begin()).doesNotContain("verifier").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8250/oidc/callback/", "http://localhost:8250/oidc/callback?x=y", "http://localhost:8251/oidc/callback",
        "https://localhost:8250/oidc/callback", "http://LOCALHOST:8250/oidc/callback", "http://evil.example/oidc/callback",
        "http://localhost:8250/oidc/callback#", "http://localhost:8250/oidc/../oidc/callback"
      })
  void onlyTheRolesOwnAddressIsComeBackTo(String redirect) {
    assertThat(authUrl(redirect, "").status()).isEqualTo(400);
  }

  @Test
  void aCodeIsUsedOnce() {
    Map<String, String> back = provider.consent(begin(), claims());
    assertThat(callback(back).status()).isEqualTo(200);
    assertThat(callback(back).status()).isEqualTo(400);
  }

  @Test
  void aStateOfNobodyOrOfAnotherIsNone() {
    Map<String, String> back = provider.consent(begin(), claims());
    String state = back.getOrDefault("state", "");
    String code = back.getOrDefault("code", "");
    int asked = provider.asked().size();
    for (String wrong : new String[] {"", ".", "x", state + "x", "A" + state, state.substring(1), state.substring(0, state.indexOf('.') + 1)}) {
      assertThat(callback(wrong, code, "c1").text()).as(wrong).contains("OAuth state");
    }
    assertThat(callback(state, code, "c2").text()).contains("OAuth state");
    assertThat(callback(state, code, "").text()).contains("OAuth state");
    assertThat(provider.asked()).as("no call for a state that is none").hasSize(asked);
    vault.post("sys/auth/other", "{\"type\": \"oidc\"}");
    assertThat(vault.as("", "GET", "auth/other/oidc/callback?state=" + encoded(state) + "&code=x&client_nonce=c1", "").text())
        .contains("OAuth state");
    assertThat(callback(state, code, "c1").status()).isEqualTo(200);
  }

  @Test
  void whoTakesTooLongLogsInAgain() {
    Map<String, String> back = provider.consent(begin(), claims());
    vault.clock.advance(Duration.ofMinutes(5));
    assertThat(callback(back).text()).contains("OAuth state");
  }

  /** A code of another journey: the provider sees that the verifier is not the one. */
  @Test
  void aCodeThatSomebodySlippedInIsRefused() {
    String mine = begin();
    Map<String, String> theirs = provider.consent(begin(), claims());
    Map<String, String> own = provider.consent(mine, claims());
    assertThat(callback(own.getOrDefault("state", ""), theirs.getOrDefault("code", ""), "c1").status()).isEqualTo(400);
  }

  @Test
  void anIdTokenForAnotherClientJourneyOrIssuerIsRefused() {
    String client = "\"" + TokenIssuer.CLIENT_ID + "\"";
    String[][] wrongs = {
      {"\"aud\":" + client, "\"aud\":\"other\""},
      {"\"aud\":" + client, "\"aud\":[" + client + ",\"other\"]"},
      {"\"aud\":" + client, "\"aud\":" + client + ",\"azp\":\"other\""},
      {"\"aud\":" + client + ",", ""},
      {"\"email\":", "\"nonce\":\"other\",\"email\":"},
      {"\"iss\":\"" + provider.url() + "\"", "\"iss\":\"https://other\""}
    };
    for (String[] wrong : wrongs) {
      Told told = callback(provider.consent(begin(), claims(wrong[0], wrong[1])));
      assertThat(told.status()).as(wrong[1]).isEqualTo(400);
    }
    assertThat(callback(provider.consent(begin(), claims("\"aud\":" + client, "\"aud\":[" + client + ",\"o\"],\"azp\":" + client))).status())
        .isEqualTo(200);
  }

  @Test
  void aRoleOfOneWayIsNotForTheOther() {
    vault.post("auth/oidc/role/machine", "{\"role_type\": \"jwt\", \"user_claim\": \"sub\", \"bound_subject\": \"a\"}");
    assertThat(vault.as("", "POST", "auth/oidc/oidc/auth_url", "{\"role\": \"machine\", \"redirect_uri\": \"" + REDIRECT + "\"}").status())
        .isEqualTo(400);
    assertThat(vault.as("", "POST", "auth/oidc/login", "{\"role\": \"people\", \"jwt\": \"a.b.c\"}").text())
        .contains("role with oidc role_type is not allowed");
  }

  @Test
  void aProviderThatSpeaksForAnotherIsRefused() {
    provider.claimToBe("https://accounts.example.com");
    Told told =
        vault.post(
            "auth/oidc/config", "{\"oidc_discovery_url\": \"" + provider.url() + "/\"}");
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.text()).contains("another issuer");
  }

  @Test
  void neitherCodesNorTokensNorTheClientsSecretAreRecorded(@TempDir Path folder) throws IOException {
    Path audit = folder.resolve("audit.log");
    Told enabled =
        vault.post("sys/audit/file", "{\"type\": \"file\", \"options\": {\"file_path\": \"" + audit + "\"}}");
    assertThat(enabled.isSuccess()).as(enabled.text()).isTrue();
    vault.post(
        "auth/oidc/config",
        "{\"oidc_discovery_url\": \"%s\", \"oidc_client_id\": \"%s\", \"oidc_client_secret\": \"%s\"}"
            .formatted(provider.url(), TokenIssuer.CLIENT_ID, TokenIssuer.CLIENT_SECRET));
    Map<String, String> back = provider.consent(begin(), claims());
    Told told = callback(back);
    vault.as("", "POST", "auth/oidc/login", "{\"role\": \"people\", \"jwt\": \"head.canary.tail\"}");
    assertThat(Files.readString(audit))
        .contains("oidc/callback")
        .doesNotContain("s3cret", "canary", "\"" + back.getOrDefault("code", "") + "\"", back.getOrDefault("state", ""))
        .doesNotContain(told.token());
  }
}
