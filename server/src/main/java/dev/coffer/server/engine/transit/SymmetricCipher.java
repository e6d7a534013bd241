package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM (NIST SP 800-38D) and ChaCha20-Poly1305 (RFC 8439) as Vault lays them out: nonce of 12
 * bytes, encrypted text, tag of 16.
 */
final class SymmetricCipher {
  static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private SymmetricCipher() {}

  static byte[] seal(String algorithm, byte[] key, byte[] nonce, byte[] associatedData, byte[] text) {
    try {
      Cipher cipher = begin(Cipher.ENCRYPT_MODE, algorithm, key, nonce, associatedData);
      byte[] sealed = new byte[NONCE_BYTES + text.length + TAG_BYTES];
      System.arraycopy(nonce, 0, sealed, 0, NONCE_BYTES);
      cipher.doFinal(text, 0, text.length, sealed, NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(algorithm + " does not encrypt", broken);
    }
  }

  /** One and the same refusal, whatever was wrong. */
  static SecretBytes open(String algorithm, byte[] key, byte[] associatedData, byte[] sealed) {
    if (sealed.length < NONCE_BYTES) {
      throw Refused.malformed("invalid ciphertext length");
    }
    if (sealed.length < NONCE_BYTES + TAG_BYTES) {
      throw notAuthentic();
    }
    try {
      byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
      Cipher cipher = begin(Cipher.DECRYPT_MODE, algorithm, key, nonce, associatedData);
      return SecretBytes.owning(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (AEADBadTagException _) {
      throw notAuthentic();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(algorithm + " does not decrypt", broken);
    }
  }

  static Refused notAuthentic() {
    return Refused.malformed("cipher: message authentication failed");
  }

  private static Cipher begin(
      int mode, String algorithm, byte[] key, byte[] nonce, byte[] associatedData)
      throws GeneralSecurityException {
    boolean aes = algorithm.equals("AES");
    Cipher cipher = Cipher.getInstance(aes ? "AES/GCM/NoPadding" : "ChaCha20-Poly1305");
    AlgorithmParameterSpec parameters =
        aes ? new GCMParameterSpec(TAG_BYTES * 8, nonce) : new IvParameterSpec(nonce);
    cipher.init(mode, new SecretKeySpec(key, algorithm), parameters);
    cipher.updateAAD(associatedData);
    return cipher;
  }
}
