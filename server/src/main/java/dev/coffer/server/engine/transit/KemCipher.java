package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.DecapsulateException;
import javax.crypto.KEM;

/**
 * Encryption under ML-KEM (FIPS 203): an encapsulation, then AES-256-GCM under HKDF-SHA-256 of the
 * secret it carries. Each ciphertext has a key of its own.
 */
final class KemCipher {
  private static final byte[] INFO = "coffer transit ml-kem aes256-gcm96".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_BYTES = 32;

  private KemCipher() {}

  static byte[] seal(PublicKey key, SecureRandom random, byte[] associatedData, byte[] text) {
    byte[] nonce = new byte[SymmetricCipher.NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      KEM.Encapsulated made = KEM.getInstance("ML-KEM").newEncapsulator(key, random).encapsulate();
      byte[] encapsulation = made.encapsulation();
      byte[] cipherKey = cipherKey(made.key().getEncoded());
      byte[] sealed = SymmetricCipher.seal("AES", cipherKey, nonce, associatedData, text);
      Arrays.fill(cipherKey, (byte) 0);
      byte[] both = Arrays.copyOf(encapsulation, encapsulation.length + sealed.length);
      System.arraycopy(sealed, 0, both, encapsulation.length, sealed.length);
      return both;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("ML-KEM does not encapsulate", broken);
    }
  }

  static SecretBytes open(PrivateKey key, int encapsulationBytes, byte[] associatedData, byte[] sealed) {
    if (sealed.length < encapsulationBytes) {
      throw Refused.malformed("invalid ciphertext length");
    }
    try {
      byte[] encapsulation = Arrays.copyOf(sealed, encapsulationBytes);
      byte[] cipherKey =
          cipherKey(KEM.getInstance("ML-KEM").newDecapsulator(key).decapsulate(encapsulation).getEncoded());
      try {
        return SymmetricCipher.open(
            "AES", cipherKey, associatedData, Arrays.copyOfRange(sealed, encapsulationBytes, sealed.length));
      } finally {
        Arrays.fill(cipherKey, (byte) 0);
      }
    } catch (DecapsulateException _) {
      throw SymmetricCipher.notAuthentic();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("ML-KEM does not decapsulate", broken);
    }
  }

  private static byte[] cipherKey(byte[] secret) {
    try {
      return Derivation.hkdf(secret, INFO, KEY_BYTES);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
