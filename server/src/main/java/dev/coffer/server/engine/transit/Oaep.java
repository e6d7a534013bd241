package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA-OAEP (RFC 8017 §7.1) with one hash for both its uses and no label, as Go has it. */
final class Oaep {
  private Oaep() {}

  static byte[] seal(PublicKey key, String hash, byte[] text) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, key, hash).doFinal(text);
    } catch (IllegalBlockSizeException | BadPaddingException _) {
      throw Refused.malformed("failed to RSA encrypt the plaintext: message too long for RSA key size");
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("RSA-OAEP does not encrypt", broken);
    }
  }

  static SecretBytes open(PrivateKey key, String hash, byte[] sealed) {
    try {
      return SecretBytes.owning(cipher(Cipher.DECRYPT_MODE, key, hash).doFinal(sealed));
    } catch (IllegalBlockSizeException | BadPaddingException _) {
      throw Refused.malformed("failed to RSA decrypt the ciphertext: crypto/rsa: decryption error");
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("RSA-OAEP does not decrypt", broken);
    }
  }

  private static Cipher cipher(int mode, Key key, String hash) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        mode,
        key,
        new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
    return cipher;
  }
}
