package dev.coffer.server.identity.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.fake.TokenIssuer;
import dev.coffer.server.fake.TokenIssuer.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bearer tokens of others: {@code alg}, {@code kid}, {@code iss}, {@code aud}, {@code exp}, {@code nbf}, and what a stranger may cost. */
final class ChecklistFBearerTokensTest {
  private final AssembledVault vault = new AssembledVault();
  private TokenIssuer issuer;
  private static SigningKey rsa;
  private static SigningKey otherRsa;

  @BeforeAll
  static void makeKeys() throws Exception {
    rsa = SigningKey.make("RS256");
    otherRsa = SigningKey.make("RS256");
  }

  @BeforeEach
  void configure() throws Exception {
    issuer = new TokenIssuer();
    issuer.publish("rsa", rsa);
    issuer.publish("ec", "ES256");
    issuer.publish("ed", "EdDSA");
    vault.post("sys/auth/jwt", "{\"type\": \"jwt\"}");
    Told told =
        vault.post("auth/jwt/config", "{\"jwks_url\": \"" + issuer.jwksUrl() + "\", \"bound_issuer\": \"https://issuer\"}");
    assertThat(told.isSuccess()).as(told.text()).isTrue();
    role("\"bound_audiences\": \"coffer\"");
  }

  @AfterEach
  void close() {
    vault.close();
    issuer.close();
  }

  private void role(String more) {
    Told told =
        vault.post(
            "auth/jwt/role/web",
            "{\"role_type\": \"jwt\", \"user_claim\": \"sub\", \"token_policies\": \"web\", " + more + "}");
    assertThat(told.isSuccess()).as(told.text()).isTrue();
  }

  private long now() {
    return vault.clock.instant().getEpochSecond();
  }

  /** Good claims, but for those that are given; {@code null} leaves one out. */
  private String claims(String... others) {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put("iss", "\"https://issuer\"");
    claims.put("aud", "\"coffer\"");
    claims.put("sub", "\"alice\"");
    claims.put("iat", "" + (now() - 1));
    claims.put("exp", "" + (now() + 300));
    for (String other : others) {
      String name = other.substring(0, other.indexOf('='));
      String value = other.substring(other.indexOf('=') + 1);
      claims.put(name, value);
      if (value.isEmpty()) {
        claims.remove(name);
      }
    }
    StringBuilder json = new StringBuilder("{");
    claims.forEach((name, value) -> json.append(json.length() == 1 ? "" : ",").append('"').append(name).append("\":").append(value));
    return json.append("}").toString();
  }

  private Told login(String token) {
    return vault.as("", "POST", "auth/jwt/login", "{\"role\": \"web\", \"jwt\": \"" + token + "\"}");
  }

  private void assertRefused(String token, String why) {
    Told told = login(token);
    assertThat(told.status()).as(told.text()).isEqualTo(400);
    assertThat(told.text()).contains(why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa", "ec", "ed"})
  void aTokenOfTheIssuerLetsIn(String kid) throws Exception {
    Told told = login(issuer.token(kid, claims()));
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.auth().object("metadata").orElseThrow().text("role")).contains("web");
    assertThat(told.auth().array("policies").orElseThrow().items()).hasSize(2);
    assertThat(vault.as(told.token(), "GET", "auth/token/lookup-self", "").data().text("display_name"))
        .contains("jwt-alice");
  }

  @Test
  void anUnsignedTokenIsNone() {
    String text = TokenIssuer.base64("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
        + "." + TokenIssuer.base64(claims().getBytes(StandardCharsets.UTF_8)) + ".";
    assertRefused(text, "no signed JWT");
    assertRefused(text + "AA", "algorithm is not supported");
    assertRefused(text.replace(".", ""), "no signed JWT");
  }

  /** The oldest trick: the public key, which everybody has, as the secret of an HMAC. */
  @Test
  void thePublicKeyIsNoSecretOfAnHmac() throws Exception {
    for (byte[] secret : new byte[][] {rsa.pem().getBytes(StandardCharsets.UTF_8), rsa.pair().getPublic().getEncoded()}) {
      String text = TokenIssuer.base64("{\"alg\":\"HS256\",\"kid\":\"rsa\"}".getBytes(StandardCharsets.UTF_8))
          + "." + TokenIssuer.base64(claims().getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      String token = text + "." + TokenIssuer.base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
      assertRefused(token, "algorithm is not supported");
    }
  }

  @Test
  void theKindOfTheKeyDecidesAndNotTheHeader() throws Exception {
    String claims = claims();
    SigningKey own = SigningKey.make("ES256");
    assertRefused(TokenIssuer.signed("{\"alg\":\"ES256\",\"kid\":\"rsa\"}", claims, own), "no known key");
    assertRefused(TokenIssuer.signed("{\"alg\":\"RS512\",\"kid\":\"rsa\"}", claims, rsa), "no known key");
    assertRefused(TokenIssuer.signed("{\"alg\":\"rs256\",\"kid\":\"rsa\"}", claims, rsa), "not supported");
  }

  @Test
  void anotherKeyUnderAKnownKidIsNotTheIssuers() throws Exception {
    SigningKey own = otherRsa;
    assertRefused(TokenIssuer.signed("{\"alg\":\"RS256\",\"kid\":\"rsa\"}", claims(), own), "no known key");
    assertRefused(TokenIssuer.signed("{\"alg\":\"RS256\"}", claims(), own), "no known key");
  }

  @Test
  void keysAndPlacesThatTheHeaderNamesAreNobodys() throws Exception {
    try (TokenIssuer evil = new TokenIssuer()) {
      SigningKey own = otherRsa;
      evil.publish("evil", own);
      String jku = "\"jku\":\"" + evil.jwksUrl() + "\",\"x5u\":\"" + evil.jwksUrl() + "\"";
      String n = TokenIssuer.base64(((RSAPublicKey) own.pair().getPublic()).getModulus().toByteArray());
      String jwk = "\"jwk\":{\"kty\":\"RSA\",\"n\":\"" + n + "\",\"e\":\"AQAB\"}";
      String x5c = "\"x5c\":[\"" + Base64.getEncoder().encodeToString(own.pair().getPublic().getEncoded()) + "\"]";
      for (String more : new String[] {jku, jwk, x5c}) {
        assertRefused(TokenIssuer.signed("{\"alg\":\"RS256\"," + more + "}", claims(), own), "no known key");
      }
      assertThat(evil.asked()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../../../dev/null", "' OR 1=1 --", "https://evil.example/key", "rsa\\u0000", "RSA", ""})
  void aKidIsOnlyEverCompared(String kid) throws Exception {
    assertRefused(TokenIssuer.signed("{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}", claims(), otherRsa), "no known key");
  }

  @Test
  void aKidThatIsNoTextIsRefused() throws Exception {
    assertRefused(TokenIssuer.signed("{\"alg\":\"RS256\",\"kid\":[\"rsa\"]}", claims(), rsa), "kid");
  }

  @Test
  void strangersWithUnknownKidsMakeOneCallInTenSeconds() throws Exception {
    SigningKey own = SigningKey.make("ES256");
    int before = issuer.asked().size();
    vault.clock.advance(Duration.ofSeconds(11));
    for (int at = 0; at < 20; at++) {
      login(TokenIssuer.signed("{\"alg\":\"ES256\",\"kid\":\"k" + at + "\"}", claims(), own));
    }
    assertThat(issuer.asked()).hasSize(before + 1);
    issuer.publish("new", "ES256");
    assertRefused(issuer.token("new", claims()), "no known key");
    vault.clock.advance(Duration.ofSeconds(11));
    assertThat(login(issuer.token("new", claims())).status()).isEqualTo(200);
  }

  @Test
  void nobodyIsAskedAboutATokenThatCannotCount() throws Exception {
    vault.clock.advance(Duration.ofSeconds(11));
    int before = issuer.asked().size();
    SigningKey own = SigningKey.make("ES256");
    String header = "{\"alg\":\"ES256\",\"kid\":\"unknown\"}";
    login(TokenIssuer.signed(header, claims("exp=" + (now() - 1_000)), own));
    login(TokenIssuer.signed(header, claims("iss=\"https://other\""), own));
    login("x.y.z");
    assertThat(issuer.asked()).hasSize(before);
  }

  @Test
  void aWithdrawnKeyCountsForTenMinutesAtMost() throws Exception {
    String token = issuer.token("ec", claims("exp=" + (now() + 3_000)));
    assertThat(login(token).status()).isEqualTo(200);
    issuer.withdraw("ec");
    vault.clock.advance(Duration.ofMinutes(11));
    assertRefused(token, "no known key");
  }

  @Test
  void anIssuerThatIsDownIsLivedWithoutForAnHour() throws Exception {
    String token = issuer.token("ec", claims("exp=" + (now() + 30_000)));
    issuer.failWith(503);
    vault.clock.advance(Duration.ofMinutes(59));
    assertThat(login(token).status()).isEqualTo(200);
    vault.clock.advance(Duration.ofMinutes(2));
    assertThat(login(token).status()).isEqualTo(503);
  }

  @Test
  void times() throws Exception {
    assertThat(login(issuer.token("ec", claims("exp=" + (now() - 59)))).status()).isEqualTo(200);
    assertRefused(issuer.token("ec", claims("exp=" + (now() - 60))), "expired");
    assertRefused(issuer.token("ec", claims("exp=\"" + (now() + 300) + "\"")), "exp is no time");
    assertRefused(issuer.token("ec", claims("exp=null")), "exp is no time");
    assertRefused(issuer.token("ec", claims("exp=1e400")), "exp is no time");
    assertRefused(issuer.token("ec", claims("exp=-1")), "exp is no time");
    assertThat(login(issuer.token("ec", claims("exp=" + (now() + 300) + ".5"))).status()).isEqualTo(200);
    assertRefused(issuer.token("ec", claims("nbf=" + (now() + 61))), "not valid yet");
    assertRefused(issuer.token("ec", claims("iat=" + (now() + 61))), "future");
  }

  @Test
  void aTokenThatNeverSaysWhenItEndsEndsAllTheSame() throws Exception {
    assertRefused(issuer.token("ec", claims("exp=", "iat=")), "no issued at (iat)");
    String endless = issuer.token("ec", claims("exp="));
    assertThat(login(endless).status()).isEqualTo(200);
    vault.clock.advance(Duration.ofSeconds(220));
    assertRefused(endless, "expired");
  }

  @Test
  void leewaysCanBeTakenAway() throws Exception {
    role("\"clock_skew_leeway\": -1, \"expiration_leeway\": -1");
    assertRefused(issuer.token("ec", claims("exp=" + now())), "expired");
    assertRefused(issuer.token("ec", claims("exp=")), "expired");
    assertThat(vault.get("auth/jwt/role/web").data().integer("clock_skew_leeway")).contains(-1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"https://issuer/\"", "\"https://ISSUER\"", "", "[\"https://issuer\"]", "\"\""})
  void anotherIssuerIsRefused(String iss) throws Exception {
    assertRefused(issuer.token("ec", claims("iss=" + iss)), "iss");
  }

  @Test
  void audiences() throws Exception {
    assertThat(login(issuer.token("ec", claims("aud=[\"other\",\"coffer\"]"))).status()).isEqualTo(200);
    for (String wrong : new String[] {"\"other\"", "[\"other\"]", "[]", "", "\"coffer2\"", "{\"coffer\":1}", "[[\"coffer\"]]", "\"coffer,other\""}) {
      assertRefused(issuer.token("ec", claims("aud=" + wrong)), "aud");
    }
  }

  /** CVE-2024-5798. */
  @Test
  void aTokenForSomebodyElseIsNoneForARoleThatForgotToAsk() throws Exception {
    role("\"bound_audiences\": [], \"bound_subject\": \"alice\"");
    assertRefused(issuer.token("ec", claims()), "no audiences bound to the role");
    assertThat(login(issuer.token("ec", claims("aud="))).status()).isEqualTo(200);
  }

  @Test
  void whatTwoReadersCouldReadDifferentlyIsRefused() throws Exception {
    String twice = claims().replace("{\"iss\"", "{\"sub\":\"root\",\"iss\"");
    assertRefused(issuer.token("ec", twice), "member twice");
    assertRefused(
        TokenIssuer.signed("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa\"}", claims(), rsa), "member twice");
    assertRefused(TokenIssuer.signed("{\"alg\":\"RS256\",\"crit\":[\"b64\"],\"b64\":false}", claims(), rsa), "extension");
    String good = issuer.token("ec", claims());
    assertRefused(good + "=", "no signed JWT");
    assertRefused(good + ".", "no signed JWT");
    assertRefused(good.replace(".", ". "), "no signed JWT");
  }

  /** CVE-2025-53864: before anything is known of who sent it. */
  @Test
  void bombsAreRefusedBeforeTheyAreUnderstood() throws Exception {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    assertRefused(issuer.token("ec", claims("x=" + deep)), "too large");
    assertRefused("a".repeat(40_000) + ".a.a", "no signed JWT");
  }

  @Test
  void aRefusalDoesNotEchoTheToken() throws Exception {
    String token = issuer.token("ec", claims("iss=\"https://canary.example\"", "sub=\"canary\""));
    assertThat(login(token).text()).doesNotContain("canary").doesNotContain(token.substring(40, 80));
    assertThat(vault.as("", "POST", "auth/jwt/login", "{\"role\": \"canary\", \"jwt\": \"x\"}").text()).doesNotContain("canary");
  }

  @Test
  void aChangedSignatureOrClaimIsNone() throws GeneralSecurityException {
    String[] parts = issuer.token("rsa", claims()).split("\\.", -1);
    String other = TokenIssuer.base64(claims("sub=\"root\"").getBytes(StandardCharsets.UTF_8));
    assertRefused(parts[0] + "." + other + "." + parts[2], "no known key");
    assertRefused(parts[0] + "." + parts[1] + ".AAAA", "no known key");
  }

  @Test
  void anRsaKeyThatIsTooSmallIsNotUsed() throws Exception {
    SigningKey small = new SigningKey("RS256", "SHA256withRSA", SigningKey.pair("RSA", 1_024));
    issuer.publish("small", small);
    vault.clock.advance(Duration.ofMinutes(11));
    assertRefused(issuer.token("small", claims()), "no known key");
    assertThat(vault.post("auth/jwt/config", "{\"jwt_validation_pubkeys\": [\"" + small.pem().replace("\n", "\\n") + "\"]}").status())
        .isEqualTo(400);
  }

  @Test
  void onlyAlgorithmsThatWereAllowedCount() throws Exception {
    vault.post("auth/jwt/config", "{\"jwks_url\": \"" + issuer.jwksUrl() + "\", \"jwt_supported_algs\": \"ES256\"}");
    assertRefused(issuer.token("rsa", claims()), "jwt_supported_algs");
    assertThat(login(issuer.token("ec", claims())).status()).isEqualTo(200);
    for (String wrong : new String[] {"none", "HS256", "RS1"}) {
      assertThat(vault.post("auth/jwt/config", "{\"jwks_url\": \"" + issuer.jwksUrl() + "\", \"jwt_supported_algs\": \"" + wrong + "\"}").status())
          .isEqualTo(400);
    }
  }
}
