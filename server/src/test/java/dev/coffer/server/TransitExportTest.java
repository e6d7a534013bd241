package dev.coffer.server;

import static dev.coffer.server.TransitVault.base64;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that leave and come through the public door, and ciphertexts against plain Java. */
class TransitExportTest {
  private final TransitVault transit = new TransitVault();
  private final SecureRandom random = new SecureRandom();

  @AfterEach
  void close() {
    transit.close();
  }

  /** What Vault's documentation says the bytes are, read with nothing of ours. */
  @Test
  void aCiphertextIsNonceTextAndTagUnderTheExportedKey() throws GeneralSecurityException {
    transit.key("k", "aes256-gcm96", ", 'exportable': true");
    byte[] key = exported("encryption-key/k");
    byte[] sealed = Base64.getDecoder().decode(transit.encrypt("k", "hello", "").substring(9));
    assertThat(new String(gcm(Cipher.DECRYPT_MODE, key, sealed), StandardCharsets.UTF_8)).isEqualTo("hello");
  }

  /** HKDF-SHA-256 by hand (RFC 5869): extract with zeros, expand twice; the second half makes the nonce. */
  @Test
  void aConvergentCiphertextIsAsVaultsVersionThreeMakesIt() throws GeneralSecurityException {
    transit.key("c", "aes256-gcm96", ", 'exportable': true, 'derived': true, 'convergent_encryption': true");
    byte[] secret = hmac(new byte[32], exported("encryption-key/c"));
    byte[] context = "tenant".getBytes(StandardCharsets.UTF_8);
    byte[] key = hmac(secret, join(context, new byte[] {1}));
    byte[] nonceKey = hmac(secret, join(key, context, new byte[] {2}));
    byte[] text = "hello".getBytes(StandardCharsets.UTF_8);
    byte[] nonce = Arrays.copyOf(hmac(nonceKey, text), 12);
    byte[] sealed = join(nonce, gcm(Cipher.ENCRYPT_MODE, key, join(nonce, text)));
    String wanted = "vault:v1:" + Base64.getEncoder().encodeToString(sealed);
    assertThat(transit.encrypt("c", "hello", ", 'context': '" + base64("tenant") + "'")).isEqualTo(wanted);
  }

  private byte[] exported(String path) {
    return Base64.getDecoder().decode(
        transit.get("export/" + path).data().object("keys").orElseThrow().text("1").orElseThrow());
  }

  private static byte[] gcm(int mode, byte[] key, byte[] nonceAndInput) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonceAndInput, 0, 12));
    return cipher.doFinal(nonceAndInput, 12, nonceAndInput.length - 12);
  }

  private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-2048, signing-key, BEGIN RSA PRIVATE KEY", "ecdsa-p384, signing-key, BEGIN EC PRIVATE KEY",
    "ml-dsa-44, signing-key, BEGIN PRIVATE KEY", "ml-kem-512, encryption-key, BEGIN PRIVATE KEY",
    "ecdsa-p256, public-key, BEGIN PUBLIC KEY", "hmac, hmac-key, =", "ed25519, signing-key, =",
  })
  void exportedKeysHaveTheirUsualForm(String type, String kind, String sign) {
    transit.key("k", type, ", 'exportable': true");
    assertThat(transit.get("export/" + kind + "/k").data().object("keys").orElseThrow().text("1").orElseThrow())
        .contains(sign);
    assertThat(transit.get("export/" + kind + "/k/latest").status()).isEqualTo(200);
    assertThat(transit.get("export/" + kind + "/k/2").status()).isEqualTo(400);
  }

  @Test
  void whatIsNotExportableStaysAndHasNoBackup() {
    transit.key("k", "ecdsa-p256", "");
    for (String kind : new String[] {"signing-key", "hmac-key"}) {
      AssembledVault.Told refused = transit.get("export/" + kind + "/k");
      assertThat(TransitVault.error(refused)).isEqualTo("private key material is not exportable");
    }
    assertThat(transit.get("export/public-key/k").status()).isEqualTo(200);
    assertThat(TransitVault.error(transit.get("backup/k"))).isEqualTo("exporting is disallowed on the policy");
    assertThat(TransitVault.error(transit.get("export/secrets/k"))).isEqualTo("invalid export type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aes256-gcm96", "rsa-2048", "ml-kem-512"})
  void aBackupBringsTheKeyBackWithAllItsVersions(String type) {
    transit.key("k", type, ", 'exportable': true, 'allow_plaintext_backup': true");
    String first = transit.encrypt("k", "a", "");
    transit.post("keys/k/rotate", "");
    String backup = transit.get("backup/k").data().text("backup").orElseThrow();
    assertThat(transit.post("restore", "{'backup': '" + backup + "'}").status()).isEqualTo(400);
    assertThat(transit.post("restore/other", "{'backup': '" + backup + "'}").status()).isEqualTo(204);
    assertThat(transit.decrypt("other", first, "")).isEqualTo("a");
    assertThat(transit.get("keys/other").data().has("restore_info")).isTrue();
    String broken = backup.substring(0, backup.length() - 8);
    AssembledVault.Told refused = transit.post("restore/third", "{'backup': '" + broken + "'}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(TransitVault.error(refused)).isEqualTo("this is no backup of a transit key");
  }

  @Test
  void anImportedSymmetricKeyDecryptsWhatItEncryptedOutside() throws GeneralSecurityException {
    byte[] key = new byte[32];
    random.nextBytes(key);
    assertThat(transit.post("keys/i/import", "{'ciphertext': '" + wrap(key) + "'}").status()).isEqualTo(204);
    byte[] nonce = new byte[12];
    byte[] sealed = join(nonce, gcm(Cipher.ENCRYPT_MODE, key, join(nonce, new byte[] {'h', 'i'})));
    assertThat(transit.decrypt("i", "vault:v1:" + Base64.getEncoder().encodeToString(sealed), "")).isEqualTo("hi");
    assertThat(TransitVault.error(transit.post("keys/i/rotate", "")))
        .isEqualTo("imported key does not allow rotation within Vault");
    assertThat(transit.post("keys/i/import_version", "{'ciphertext': '" + wrap(key) + "'}").status()).isEqualTo(204);
    assertThat(transit.encrypt("i", "x", "")).startsWith("vault:v2:");
    AssembledVault.Told small = transit.post("keys/j/import", "{'ciphertext': '" + wrap(new byte[16]) + "'}");
    assertThat(TransitVault.error(small)).isEqualTo("invalid key size for key type aes256-gcm96");
    byte[] bent = Base64.getDecoder().decode(wrap(key));
    bent[bent.length - 1] ^= 1;
    AssembledVault.Told refused =
        transit.post("keys/j/import", "{'ciphertext': '" + Base64.getEncoder().encodeToString(bent) + "'}");
    assertThat(TransitVault.error(refused)).isEqualTo("the imported key does not unwrap");
  }

  @ParameterizedTest
  @CsvSource({"ed25519, Ed25519, ''", "rsa-2048, RSA, ''", "ecdsa-p256, EC, secp256r1", "ecdsa-p521, EC, secp521r1"})
  void anImportedPairSignsAndAnotherTypeIsRefused(String type, String algorithm, String curve)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    if (!curve.isEmpty()) {
      generator.initialize(new ECGenParameterSpec(curve));
    }
    if (algorithm.equals("RSA")) {
      generator.initialize(2_048);
    }
    String wrapped = wrap(generator.generateKeyPair().getPrivate().getEncoded());
    AssembledVault.Told imported =
        transit.post("keys/p/import", "{'type': '" + type + "', 'ciphertext': '" + wrapped + "'}");
    assertThat(imported.text()).isEmpty();
    String signature = transit.text("sign/p", "{'input': 'QUJD'}", "signature");
    assertThat(transit.verifies("verify/p", "{'input': 'QUJD', 'signature': '" + signature + "'}")).isTrue();
    AssembledVault.Told other =
        transit.post("keys/q/import", "{'type': 'ecdsa-p384', 'ciphertext': '" + wrapped + "'}");
    assertThat(other.status()).isEqualTo(400);
  }

  /** As a client does it: AES-KWP under a fresh key, which RSA-OAEP wraps. */
  private String wrap(byte[] material) throws GeneralSecurityException {
    String pem = transit.get("wrapping_key").data().text("public_key").orElseThrow();
    String body = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
    PublicKey wrapping =
        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
    byte[] fresh = new byte[32];
    random.nextBytes(fresh);
    Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding");
    oaep.init(
        Cipher.ENCRYPT_MODE,
        wrapping,
        new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding");
    kwp.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(fresh, "AES"));
    return Base64.getEncoder().encodeToString(join(oaep.doFinal(fresh), kwp.doFinal(material)));
  }
}
