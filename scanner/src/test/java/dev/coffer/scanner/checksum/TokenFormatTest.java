package dev.coffer.scanner.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published vectors are assembled from pieces, so that no scanner alarms on this file. */
class TokenFormatTest {
  private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

  @Test
  void githubsTokensEndInACrcInBase62() {
    // published in secretlint's issue 200, of npm, which uses the same
    String published = "npm_" + "qkJaB6MffYVzZXWqmcoF49yrUxP3wf" + "0LsakP";
    assertThat(verdict(TokenFormat.GITHUB, published)).isEqualTo(Verdict.VALID);
    // published in base62-token.js
    String other = "ghp_" + "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ" + "0mLq17";
    assertThat(verdict(TokenFormat.GITHUB, other)).isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.GITHUB, published.replace('q', 'r'))).isEqualTo(Verdict.INVALID);
    assertThat(verdict(TokenFormat.GITHUB, "ghs_" + "a".repeat(80))).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void gitlabsRoutableTokensEndInACrcInBase36() {
    String payload =
        URL.encodeToString("sixteen bytes ofo:1\nu:2".getBytes(StandardCharsets.UTF_8));
    String unchecked = "glpat-" + payload + ".01." + Integer.toString(payload.length(), 36);
    CRC32 crc = new CRC32();
    crc.update(unchecked.getBytes(StandardCharsets.US_ASCII));
    String check = Long.toString(crc.getValue(), 36);
    String token = unchecked + "0".repeat(7 - check.length()) + check;
    assertThat(verdict(TokenFormat.GITLAB_ROUTABLE, token)).isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.GITLAB_ROUTABLE, token.replace("glpat", "glrt")))
        .isEqualTo(Verdict.INVALID);
  }

  @Test
  void grafanasTokensEndInACrcWithItsLowestByteFirst() {
    String unchecked = "glsa_" + "HOruNAb7SOiCdshU9algkrq7F" + "DsNSLAa";
    CRC32 crc = new CRC32();
    crc.update(unchecked.getBytes(StandardCharsets.US_ASCII));
    String check = "%08x".formatted(Integer.reverseBytes((int) crc.getValue()));
    assertThat(verdict(TokenFormat.GRAFANA, unchecked + "_" + check)).isEqualTo(Verdict.VALID);
    // published in Grafana's own documentation of its HTTP interface
    assertThat(check).isEqualTo("54e" + "2f8be");
    assertThat(verdict(TokenFormat.GRAFANA, unchecked + "_00000000")).isEqualTo(Verdict.INVALID);
  }

  /** The identity of age's specification: 32 bytes of 0x42. */
  @Test
  void ageIdentitiesAreBech32() {
    String identity = "AGE-SECRET-" + "KEY-1" + "GFPYYSJZ".repeat(6) + "GFPQ4EGAEX";
    assertThat(verdict(TokenFormat.AGE, identity)).isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.AGE, identity.replace("EGAEX", "EGAEQ")))
        .isEqualTo(Verdict.INVALID);
    assertThat(verdict(TokenFormat.AGE, identity.replace("GFPQ4", "GFBQ4")))
        .isEqualTo(Verdict.INVALID);
  }

  @Test
  void pypisTokensAreMacaroons() {
    byte[] location = "pypi.org".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer bytes = ByteBuffer.allocate(200);
    bytes.put((byte) 2).put((byte) 1).put((byte) location.length).put(location);
    bytes.put((byte) 2).put((byte) 3).put(new byte[] {1, 2, 3}).put((byte) 0);
    bytes.put((byte) 2).put((byte) 1).put((byte) 9).put((byte) 0);
    bytes.put((byte) 0).put((byte) 6).put((byte) 32).put(new byte[32]);
    byte[] whole = new byte[bytes.position()];
    bytes.flip().get(whole);
    String token = "pypi-" + URL.encodeToString(whole);
    assertThat(token).startsWith("pypi-AgEIcHlwaS5vcmc");
    assertThat(verdict(TokenFormat.PYPI, token)).isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.PYPI, token.substring(0, token.length() - 4)))
        .isEqualTo(Verdict.INVALID);
    assertThat(verdict(TokenFormat.PYPI, token + "AAAA")).isEqualTo(Verdict.INVALID);
  }

  @Test
  void webTokensHoldTwoObjects() {
    String signed = part("{\"alg\":\"HS256\"}") + "." + part("{\"sub\":\"1\"}") + ".c2lnbmF0dXJl";
    String encrypted = part("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..iv.text.tag";
    assertThat(verdict(TokenFormat.JWT, signed)).isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.JWT, encrypted)).isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.JWT, part("{\"typ\":\"JWT\"}") + "." + part("{}") + "."))
        .isEqualTo(Verdict.INVALID);
    assertThat(verdict(TokenFormat.JWT, part("{\"alg\":\"HS256\"}") + "." + part("[1]") + ".x"))
        .isEqualTo(Verdict.INVALID);
    assertThat(verdict(TokenFormat.JWT_BASE64, part(signed))).isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.JWT_BASE64, part("{}"))).isEqualTo(Verdict.INVALID);
  }

  @Test
  void tokensWithAnObjectInside() {
    String claims =
        "{\"iat\":1.5,\"url\":\"https://s\",\"region_url\":\"https://r\",\"org\":\"acme\"}";
    String sentry = "sntrys_" + part(claims) + "_" + "c2VjcmV0";
    assertThat(verdict(TokenFormat.SENTRY_ORG, sentry)).isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.SENTRY_ORG, "sntrys_" + part("{\"iat\":1}") + "_c2VjcmV0"))
        .isEqualTo(Verdict.INVALID);
    assertThat(
            verdict(TokenFormat.JSON_BODY, "glc_" + part("{\"o\":\"1\",\"n\":\"a\",\"k\":\"b\"}")))
        .isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.JSON_BODY, "glc_" + "A".repeat(40))).isEqualTo(Verdict.INVALID);
    assertThat(verdict(TokenFormat.JSON_BODY, part("{\"k\":\"b\",\"n\":\"a\",\"id\":1}")))
        .isEqualTo(Verdict.VALID);
  }

  /** The key id and the account of the article that the check follows. */
  @Test
  void keyIdsOfAwsNameTheirAccount() {
    byte[] id = bytes("ASIA" + "QNZGKIQY56JQ7WML");
    assertThat(AwsKeyId.account(id)).contains("029608264753");
    assertThat(TokenFormat.AWS_KEY_ID.verdict(id)).isEqualTo(Verdict.UNKNOWN);
    assertThat(verdict(TokenFormat.AWS_KEY_ID, "AKIA" + "QNZGKIQY56JQ7W18"))
        .isEqualTo(Verdict.INVALID);
    assertThat(AwsKeyId.account(bytes("AKIA" + "IOSFODNN7EXAMPLE"))).isEmpty();
    assertThat(AwsKeyId.account(bytes("AKIA" + "J".repeat(16)))).isEmpty();
  }

  @Test
  void vaultsTokensAreSignedMessages() {
    ByteBuffer bytes = ByteBuffer.allocate(100);
    bytes.put((byte) 8).put((byte) 1).put((byte) 18).put((byte) 32).put(new byte[32]);
    bytes.put((byte) 26).put((byte) 33).put(new byte[33]);
    byte[] whole = new byte[bytes.position()];
    bytes.flip().get(whole);
    String token = "hvs." + URL.encodeToString(whole);
    assertThat(token).startsWith("hvs.CAESI");
    assertThat(verdict(TokenFormat.VAULT_SERVICE, token)).isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.VAULT_SERVICE, token + "AA")).isEqualTo(Verdict.INVALID);
    assertThat(verdict(TokenFormat.VAULT_SERVICE, "hvs." + "a".repeat(32)))
        .isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\\n", "\\r\\n", "\\n\" +\n  \""})
  void privateKeysAreDer(String lineEnd) throws Exception {
    byte[] der =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    String body = Base64.getMimeEncoder(40, bytes("\n")).encodeToString(der).replace("\n", lineEnd);
    assertThat(verdict(TokenFormat.PRIVATE_KEY, pem(lineEnd + body + lineEnd)))
        .isEqualTo(Verdict.VALID);
    assertThat(verdict(TokenFormat.PRIVATE_KEY, pem(lineEnd + body.substring(12) + lineEnd)))
        .isEqualTo(Verdict.INVALID);
    assertThat(verdict(TokenFormat.PRIVATE_KEY, "PRIVATE " + "KEY-----END"))
        .isEqualTo(Verdict.INVALID);
    assertThat(verdict(TokenFormat.PRIVATE_KEY, pem("\nProc-Type: 4,ENCRYPTED\n\nAAAA\n")))
        .isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource
  void anyTextGetsAVerdict(TokenFormat format) {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] text = new byte[random.nextInt(200)];
      random.nextBytes(text);
      assertThat(format.verdict(text)).as("seed %d", seed).isNotEqualTo(Verdict.VALID);
    }
    assertThat(format.verdict(new byte[TokenFormat.SECRET_BYTES_MAX + 1]))
        .isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource
  void formatsAreFoundByTheirNames(TokenFormat format) {
    assertThat(TokenFormat.named(format.label())).contains(format);
    assertThat(TokenFormat.named(format.name() + " ")).isEmpty();
    assertThat(format.source()).startsWith("https://");
  }

  private static String pem(String body) {
    String label = "PRIVATE " + "KEY-----";
    return "-----BEGIN " + label + body + "-----END " + label;
  }

  private static String part(String text) {
    return URL.encodeToString(bytes(text));
  }

  private static Verdict verdict(TokenFormat format, String secret) {
    return format.verdict(bytes(secret));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
