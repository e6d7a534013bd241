package dev.coffer.server;

import static dev.coffer.server.TransitVault.base64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, encryption, signatures and hashes through the public door. */
class TransitTest {
  private static final String CONTEXT = ", 'context': '" + base64("tenant") + "'";
  private static final String OTHER_CONTEXT = ", 'context': '" + base64("other") + "'";
  private static final String DATA = ", 'associated_data': '" + base64("row 7") + "'";
  private static final String NOT_AUTHENTIC = "cipher: message authentication failed";

  private final TransitVault transit = new TransitVault();

  @AfterEach
  void close() {
    transit.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"aes128-gcm96", "aes256-gcm96", "chacha20-poly1305", "rsa-2048", "ml-kem-512", "ml-kem-768", "ml-kem-1024"})
  void whatIsEncryptedIsDecryptedAndNothingElse(String type) {
    transit.key("k", type, "");
    String ciphertext = transit.encrypt("k", "hello", "");
    assertThat(ciphertext).startsWith("vault:v1:");
    assertThat(transit.encrypt("k", "hello", "")).isNotEqualTo(ciphertext);
    assertThat(transit.decrypt("k", ciphertext, "")).isEqualTo("hello");
    char last = ciphertext.charAt(20);
    String bent = ciphertext.substring(0, 20) + (last == 'A' ? 'B' : 'A') + ciphertext.substring(21);
    AssembledVault.Told refused = transit.post("decrypt/k", "{'ciphertext': '" + bent + "'}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(TransitVault.error(refused)).endsWith(type.startsWith("rsa") ? "decryption error" : NOT_AUTHENTIC);
  }

  @Test
  void associatedDataAndContextAreBoundToTheCiphertext() {
    transit.key("d", "aes256-gcm96", ", 'derived': true");
    String ciphertext = transit.encrypt("d", "x", CONTEXT + DATA);
    assertThat(transit.decrypt("d", ciphertext, CONTEXT + DATA)).isEqualTo("x");
    for (String wrong : List.of(CONTEXT, OTHER_CONTEXT + DATA)) {
      AssembledVault.Told refused = transit.post("decrypt/d", "{'ciphertext': '" + ciphertext + "'" + wrong + "}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(TransitVault.error(refused)).isEqualTo(NOT_AUTHENTIC);
    }
    AssembledVault.Told without = transit.post("encrypt/d", "{'plaintext': ''}");
    assertThat(TransitVault.error(without)).startsWith("missing 'context' for key derivation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes128-gcm96", "aes256-gcm96", "chacha20-poly1305"})
  void convergentKeysRepeatThemselvesWithinAContextOnly(String type) {
    transit.key("c", type, ", 'derived': true, 'convergent_encryption': true");
    String once = transit.encrypt("c", "x", CONTEXT);
    assertThat(transit.encrypt("c", "x", CONTEXT)).isEqualTo(once);
    assertThat(transit.encrypt("c", "y", CONTEXT)).isNotEqualTo(once);
    assertThat(transit.encrypt("c", "x", OTHER_CONTEXT)).isNotEqualTo(once);
    assertThat(transit.decrypt("c", once, CONTEXT)).isEqualTo("x");
  }

  /** Class K: one nonce for two associated data under one key would give the GHASH key away. */
  @Test
  void convergentNoncesDifferWithTheAssociatedData() {
    transit.key("c", "aes256-gcm96", ", 'derived': true, 'convergent_encryption': true");
    String plain = transit.encrypt("c", "x", CONTEXT);
    String withData = transit.encrypt("c", "x", CONTEXT + DATA);
    assertThat(withData.substring(9, 25)).isNotEqualTo(plain.substring(9, 25)); // 12 bytes of nonce.
    assertThat(transit.encrypt("c", "x", CONTEXT + DATA)).isEqualTo(withData);
    assertThat(transit.decrypt("c", withData, CONTEXT + DATA)).isEqualTo("x");
  }

  @Test
  void versionsAreRotatedRetiredAndTrimmed() {
    transit.key("k", "aes256-gcm96", "");
    String first = transit.encrypt("k", "a", "");
    assertThat(transit.post("keys/k/rotate", "").data().integer("latest_version")).contains(2L);
    String second = transit.encrypt("k", "b", "");
    assertThat(second).startsWith("vault:v2:");
    assertThat(transit.encrypt("k", "c", ", 'key_version': 1")).startsWith("vault:v1:");
    String rewrapped = transit.text("rewrap/k", "{'ciphertext': '" + first + "'}", "ciphertext");
    assertThat(rewrapped).startsWith("vault:v2:");
    assertThat(transit.decrypt("k", rewrapped, "")).isEqualTo("a");

    transit.post("keys/k/config", "{'min_decryption_version': 2, 'min_encryption_version': 2}");
    AssembledVault.Told old = transit.post("decrypt/k", "{'ciphertext': '" + first + "'}");
    assertThat(TransitVault.error(old)).isEqualTo("ciphertext or signature version is disallowed by policy (too old)");
    assertThat(transit.get("keys/k").data().object("keys").orElseThrow().members()).containsOnlyKeys("2");
    assertThat(transit.post("keys/k/trim", "{'min_available_version': 2}").status()).isEqualTo(200);
    AssembledVault.Told back = transit.post("keys/k/config", "{'min_decryption_version': 1}");
    assertThat(back.status()).isEqualTo(400);
    assertThat(transit.decrypt("k", second, "")).isEqualTo("b");
    AssembledVault.Told tooNew = transit.post("decrypt/k", "{'ciphertext': 'vault:v3:AAAA'}");
    assertThat(TransitVault.error(tooNew)).isEqualTo("invalid ciphertext: version is too new");
  }

  @Test
  void keysRotateByThemselvesWhenTheirPeriodIsOver() {
    transit.key("k", "aes256-gcm96", ", 'auto_rotate_period': '24h'");
    transit.vault.clock.advance(Duration.ofHours(23));
    tick();
    assertThat(transit.get("keys/k").data().integer("latest_version")).contains(1L);
    transit.vault.clock.advance(Duration.ofHours(1));
    tick();
    tick();
    assertThat(transit.get("keys/k").data().integer("latest_version")).contains(2L);
  }

  private void tick() {
    transit.vault.server.runBackground(transit.vault.clock.instant());
  }

  @Test
  void aKeyIsDeletedOnlyWhereThatIsAllowed() {
    transit.key("k", "aes256-gcm96", "");
    AssembledVault.Told refused = transit.vault.delete("transit/keys/k");
    assertThat(TransitVault.error(refused)).isEqualTo("deletion is not allowed for this key");
    transit.post("keys/k/config", "{'deletion_allowed': true}");
    assertThat(transit.vault.delete("transit/keys/k").status()).isEqualTo(204);
    assertThat(transit.get("keys/k").status()).isEqualTo(404);
  }

  @Test
  void encryptingMakesTheKeyOnlyForWhoMayCreate() {
    String updater = transit.vault.tokenWith("transit/encrypt/*", "update");
    String body = "{\"plaintext\": \"" + base64("x") + "\"}";
    assertThat(transit.vault.as(updater, "POST", "transit/encrypt/fresh", body).status()).isEqualTo(403);
    assertThat(transit.get("keys/fresh").status()).isEqualTo(404);
    String creator = transit.vault.tokenWith("transit/encrypt/*", "create");
    assertThat(transit.vault.as(creator, "POST", "transit/encrypt/fresh", body).status()).isEqualTo(200);
    assertThat(transit.get("keys/fresh").data().text("type")).contains("aes256-gcm96");
    assertThat(transit.vault.as(creator, "POST", "transit/encrypt/fresh", body).status()).isEqualTo(403);
  }

  @Test
  void aBatchTellsTheErrorOfEachItem() {
    transit.key("k", "aes256-gcm96", "");
    String good = transit.encrypt("k", "x", "");
    String batch =
        "{'batch_input': [{'ciphertext': '" + good + "', 'reference': 'one'}, {'ciphertext': 'vault:v1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}]";
    AssembledVault.Told told = transit.post("decrypt/k", batch + "}");
    assertThat(told.status()).isEqualTo(400);
    List<Json> results = told.data().array("batch_results").orElseThrow().items();
    assertThat(((Json.Object) results.getFirst()).text("plaintext")).contains(base64("x"));
    assertThat(((Json.Object) results.getFirst()).text("reference")).contains("one");
    assertThat(((Json.Object) results.getLast()).text("error")).contains(NOT_AUTHENTIC);
    AssembledVault.Told accepted = transit.post("decrypt/k", batch + ", 'partial_failure_response_code': 207}");
    assertThat(accepted.status()).isEqualTo(207);
  }

  @Test
  void aBatchHasALimit() {
    transit.key("k", "aes256-gcm96", "");
    StringBuilder items = new StringBuilder("{'batch_input': [{'plaintext': ''}");
    for (int item = 0; item < 5_000; item++) {
      items.append(",{'plaintext':''}");
    }
    int refused = transit.post("encrypt/k", items.append("]}").toString()).status();
    assertThat(refused).isIn(400, 413);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "encrypt/k | {'plaintext': '%%%'} | illegal base64 data",
        "encrypt/k | {} | missing plaintext to encrypt",
        "encrypt/k | {'batch_input': []} | missing batch input to process",
        "encrypt/k | {'batch_input': [{}]} | '[0].plaintext' missing plaintext to encrypt",
        "encrypt/k | {'plaintext': '', 'key_version': 9} | requested version for encryption is higher than the latest key version",
        "encrypt/k | {'plaintext': '', 'key_version': -1} | requested version for encryption is negative",
        "encrypt/k | {'plaintext': '', 'nonce': 'AAAA'} | provided nonce not allowed for this key",
        "encrypt/s | {'plaintext': ''} | message encryption not supported for key type ed25519",
        "encrypt/new | {'plaintext': '', 'type': 'ed25519'} | key type ed25519 not supported for this operation",
        "decrypt/k | {} | missing ciphertext to decrypt",
        "decrypt/k | {'ciphertext': 'x'} | invalid ciphertext: no prefix",
        "decrypt/k | {'ciphertext': 'vault:v1'} | invalid ciphertext: wrong number of fields",
        "decrypt/k | {'ciphertext': 'vault:vx:AA'} | invalid ciphertext: version number could not be decoded",
        "decrypt/k | {'ciphertext': 'vault:v1:%'} | invalid ciphertext: could not decode base64",
        "decrypt/k | {'ciphertext': 'vault:v1:AAAA'} | invalid ciphertext length",
        "decrypt/none | {'ciphertext': 'vault:v1:AAAA'} | encryption key not found",
        "keys/x | {'type': 'des'} | unknown key type",
        "keys/x | {'convergent_encryption': true} | convergent encryption requires derivation to be enabled",
        "keys/x | {'auto_rotate_period': '5m'} | auto rotate period must be 0 to disable or at least an hour",
        "keys/x | {'type': 'rsa-2048', 'derived': true} | key derivation and convergent encryption not supported for keys of type rsa-2048",
        "keys/k/config | {'min_decryption_version': -1} | min decryption version cannot be negative",
        "keys/k/trim | {} | missing min_available_version",
        "datakey/plaintext/k | {'bits': 100} | invalid bit length",
        "datakey/bare/k | {} | Invalid path, must be 'plaintext' or 'wrapped'",
        "sign/k | {'input': ''} | key type aes256-gcm96 does not support signing",
        "sign/none | {'input': ''} | signing key not found",
        "sign/s | {'input': '', 'hash_algorithm': 'md5'} | invalid hash algorithm",
        "sign/s | {'input': '', 'hash_algorithm': 'none'} | hash_algorithm=none requires both prehashed=true and signature_algorithm=pkcs1v15",
        "sign/s | {'input': '', 'marshaling_algorithm': 'pem'} | invalid marshaling type",
        "verify/s | {'input': ''} | neither a 'signature' nor an 'hmac' were given to verify",
        "verify/s | {'input': '', 'signature': 'a', 'hmac': 'b'} | provide one of 'signature' or 'hmac'",
        "verify/s | {'input': '', 'signature': 'abc'} | invalid signature: no prefix",
        "verify/s | {'input': '', 'signature': 'vault:v2:AAAA'} | invalid signature: version is too new",
        "verify/s | {'input': '', 'hmac': 'abc'} | invalid HMAC to verify: no prefix",
        "hmac/k | {} | missing input for HMAC",
        "hmac/k/none | {'input': ''} | unsupported algorithm",
        "keys/..hidden | {} | the name of a key has up to 255 letters, digits and _, and . or - between them",
      })
  void badInputGetsAClearRefusal(String path, String body, String words) {
    transit.key("k", "aes256-gcm96", "");
    transit.key("s", "ed25519", "");
    AssembledVault.Told refused = transit.post(path, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(TransitVault.error(refused)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa-p256", "ecdsa-p384", "ecdsa-p521", "ml-dsa-44", "ml-dsa-65", "ml-dsa-87"})
  void aSignatureVerifiesForItsInputAndKeyOnly(String type) {
    transit.key("s", type, "");
    transit.key("other", type, "");
    for (String form : List.of("", ", 'marshaling_algorithm': 'jws'")) {
      String signature = transit.text("sign/s", "{'input': '" + base64("doc") + "'" + form + "}", "signature");
      String claim = "'signature': '" + signature + "'" + form + "}";
      assertThat(transit.verifies("verify/s", "{'input': '" + base64("doc") + "', " + claim)).isTrue();
      assertThat(transit.verifies("verify/s", "{'input': '" + base64("dog") + "', " + claim)).isFalse();
      assertThat(transit.verifies("verify/other", "{'input': '" + base64("doc") + "', " + claim)).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'signature_algorithm': 'pss'", "'signature_algorithm': 'pss', 'salt_length': 'hash'",
        "'signature_algorithm': 'pss', 'salt_length': '17', 'hash_algorithm': 'sha2-512'",
        "'signature_algorithm': 'pkcs1v15'", "'signature_algorithm': 'pkcs1v15', 'hash_algorithm': 'sha3-384'",
        "'signature_algorithm': 'pkcs1v15', 'hash_algorithm': 'none', 'prehashed': true",
      })
  void rsaSignsInEveryWay(String options) {
    transit.key("r", "rsa-2048", "");
    String signature = transit.text("sign/r", "{'input': '" + base64("doc") + "', " + options + "}", "signature");
    String claim = "'signature': '" + signature + "', " + options + "}";
    assertThat(transit.verifies("verify/r", "{'input': '" + base64("doc") + "', " + claim)).isTrue();
    assertThat(transit.verifies("verify/r", "{'input': '" + base64("dog") + "', " + claim)).isFalse();
  }

  @Test
  void derivedSigningKeysHaveAPairForEachContext() {
    transit.key("s", "ed25519", ", 'derived': true");
    AssembledVault.Told signed = transit.post("sign/s", "{'input': 'QUJD'" + CONTEXT + "}");
    String claim = "{'input': 'QUJD', 'signature': '" + signed.data().text("signature").orElseThrow() + "'";
    assertThat(transit.verifies("verify/s", claim + CONTEXT + "}")).isTrue();
    assertThat(transit.verifies("verify/s", claim + OTHER_CONTEXT + "}")).isFalse();
    String told = transit.get("keys/s?context=" + base64("tenant").replace("=", "%3D")).text();
    assertThat(told).contains(signed.data().text("public_key").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hmac", "aes256-gcm96", "ed25519"})
  void everyKeyMakesHmacsThatItVerifies(String type) {
    transit.key("h", type, "");
    String hmac = transit.text("hmac/h/sha2-512", "{'input': 'QUJD'}", "hmac");
    String claim = "'hmac': '" + hmac + "'}";
    assertThat(transit.verifies("verify/h/sha2-512", "{'input': 'QUJD', " + claim)).isTrue();
    assertThat(transit.verifies("verify/h/sha2-512", "{'input': 'QUJE', " + claim)).isFalse();
    assertThat(transit.verifies("verify/h", "{'input': 'QUJD', " + claim)).isFalse();
  }

  @Test
  void aDataKeyComesWrappedAndOnlyWhenAskedForInTheClear() {
    transit.key("k", "aes256-gcm96", "");
    AssembledVault.Told both = transit.post("datakey/plaintext/k", "{'bits': 512}");
    String opened = transit.text(
        "decrypt/k", "{'ciphertext': '" + both.data().text("ciphertext").orElseThrow() + "'}", "plaintext");
    assertThat(opened).isEqualTo(both.data().text("plaintext").orElseThrow()).hasSize(88);
    assertThat(transit.post("datakey/wrapped/k", "").data().has("plaintext")).isFalse();
  }

  @Test
  void sealingForgetsDecodedKeysAndUnsealingFindsThemAgain() {
    transit.key("k", "aes256-gcm96", "");
    String ciphertext = transit.encrypt("k", "x", "");
    transit.vault.post("sys/seal", "");
    assertThat(transit.post("decrypt/k", "{'ciphertext': '" + ciphertext + "'}").status()).isEqualTo(503);
    transit.vault.unseal();
    assertThat(transit.decrypt("k", ciphertext, "")).isEqualTo("x");
  }
}
