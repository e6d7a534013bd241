package dev.coffer.server.engine.transit;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;

/**
 * RSASSA-PSS (RFC 8017 §8.1, §9.1) of a hash that is there already, with the salt's length found out
 * when verifying, as Go does. The JDK's signs only messages, and must be told the length of the salt;
 * so the encoding is here, and the computing with the key is the JDK's.
 */
final class Pss {
  private static final int TRAILER = 0xbc;
  private static final int PREFIX_ZEROS = 8;

  private Pss() {}

  /** The longest salt that fits: Go's {@code auto}. */
  static int saltBytesMax(Key key, int hashBytes) {
    return emBytes(key) - hashBytes - 2;
  }

  static byte[] sign(PrivateKey key, HashName hash, byte[] hashed, int saltBytes, SecureRandom random) {
    byte[] salt = new byte[saltBytes];
    random.nextBytes(salt);
    byte[] encoded = encode(hash, hashed, salt, emBytes(key), unusedBits(key));
    try {
      // Encrypting with the private key is the JDK's way to sign: it checks the result for faults.
      return raw(Cipher.ENCRYPT_MODE, key, encoded);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("RSA does not sign", broken);
    }
  }

  /**
   * Whether the signature is right.
   *
   * @param saltBytes negative for any length
   */
  static boolean verify(PublicKey key, HashName hash, byte[] hashed, byte[] signature, int saltBytes) {
    if (signature.length != (modulusBits(key) + 7) / 8) {
      return false;
    }
    try {
      byte[] opened = raw(Cipher.ENCRYPT_MODE, key, signature);
      int emBytes = emBytes(key);
      byte[] encoded = Arrays.copyOfRange(opened, opened.length - emBytes, opened.length);
      boolean whole = opened.length == emBytes || opened[0] == 0;
      return whole && matches(hash, hashed, encoded, unusedBits(key), saltBytes);
    } catch (BadPaddingException | IllegalBlockSizeException _) {
      return false; // Greater than the modulus.
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("RSA does not verify", broken);
    }
  }

  /** RFC 8017 §9.1.1. */
  private static byte[] encode(HashName hash, byte[] hashed, byte[] salt, int emBytes, int unusedBits) {
    byte[] h = saltedHash(hash, hashed, salt);
    int dbBytes = emBytes - h.length - 1;
    byte[] db = new byte[dbBytes];
    db[dbBytes - salt.length - 1] = 1;
    System.arraycopy(salt, 0, db, dbBytes - salt.length, salt.length);
    xor(db, mask(hash, h, dbBytes));
    db[0] &= (byte) (0xff >> unusedBits);
    byte[] encoded = Arrays.copyOf(db, emBytes);
    System.arraycopy(h, 0, encoded, dbBytes, h.length);
    encoded[emBytes - 1] = (byte) TRAILER;
    return encoded;
  }

  /** RFC 8017 §9.1.2. */
  private static boolean matches(HashName hash, byte[] hashed, byte[] encoded, int unusedBits, int saltBytes) {
    int hashBytes = hashed.length;
    int dbBytes = encoded.length - hashBytes - 1;
    int top = 0xff >> unusedBits;
    if (dbBytes < 1 || (encoded[encoded.length - 1] & 0xff) != TRAILER || (encoded[0] & ~top & 0xff) != 0) {
      return false;
    }
    byte[] h = Arrays.copyOfRange(encoded, dbBytes, dbBytes + hashBytes);
    byte[] db = Arrays.copyOf(encoded, dbBytes);
    xor(db, mask(hash, h, dbBytes));
    db[0] &= (byte) top;
    int one = 0;
    while (one < dbBytes && db[one] == 0) {
      one++;
    }
    if (one == dbBytes || db[one] != 1 || (saltBytes >= 0 && dbBytes - one - 1 != saltBytes)) {
      return false;
    }
    byte[] salt = Arrays.copyOfRange(db, one + 1, dbBytes);
    return MessageDigest.isEqual(h, saltedHash(hash, hashed, salt));
  }

  private static byte[] saltedHash(HashName hash, byte[] hashed, byte[] salt) {
    MessageDigest digest = hash.digest();
    digest.update(new byte[PREFIX_ZEROS]);
    digest.update(hashed);
    return digest.digest(salt);
  }

  /** MGF1 (RFC 8017 §B.2.1). */
  private static byte[] mask(HashName hash, byte[] seed, int bytes) {
    byte[] mask = new byte[bytes];
    MessageDigest digest = hash.digest();
    int at = 0;
    for (int counter = 0; at < bytes; counter++) {
      digest.update(seed);
      digest.update(new byte[] {(byte) (counter >> 24), (byte) (counter >> 16), (byte) (counter >> 8), (byte) counter});
      byte[] part = digest.digest();
      int taken = Math.min(part.length, bytes - at);
      System.arraycopy(part, 0, mask, at, taken);
      at += taken;
    }
    return mask;
  }

  private static void xor(byte[] bytes, byte[] mask) {
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= mask[at];
    }
  }

  private static byte[] raw(int mode, Key key, byte[] block) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding");
    cipher.init(mode, key);
    return cipher.doFinal(block);
  }

  private static int modulusBits(Key key) {
    return ((RSAKey) key).getModulus().bitLength();
  }

  private static int emBytes(Key key) {
    return (modulusBits(key) - 1 + 7) / 8;
  }

  private static int unusedBits(Key key) {
    return 8 * emBytes(key) - (modulusBits(key) - 1);
  }
}
