package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts and decrypts under named keys. */
public final class TransitCiphers {
  /** The sizes of data keys, in bits. */
  private static final Set<Long> DATA_KEY_BITS = Set.of(128L, 256L, 512L);

  private static final String MISSING = "encryption key not found";
  private static final int NONCE_KEY_BYTES = 32;

  private final TransitCore core;
  private final TransitKeys keys;

  TransitCiphers(TransitCore core, TransitKeys keys) {
    this.core = core;
    this.keys = keys;
  }

  /**
   * Something to encrypt.
   *
   * @param context for derived keys; empty for none
   * @param version 0 for the latest
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared nor printed.
  public record Text(byte[] bytes, byte[] context, byte[] associatedData, long version) {
    @Override
    public String toString() {
      return "Text";
    }
  }

  /**
   * Something to decrypt.
   *
   * @param text {@code vault:v1:…}
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared nor printed.
  public record Sealed(String text, byte[] context, byte[] associatedData) {}

  /** A ciphertext and the version of the key that made it. */
  public record Made(String ciphertext, int version) {}

  /** Whether there is such a key; for create-or-update. */
  public boolean exists(String name) {
    return core.find(name).isPresent();
  }

  /**
   * The key to encrypt with.
   *
   * @param otherwise what to make where there is none and the permit is for creating
   */
  public KeyUse forEncrypting(Permit permit, String name, NewKey otherwise) {
    Need need = core.needs().encrypt(name);
    permit.requires(need);
    try (Reading reading = core.barrier().read()) {
      Key row = core.row(name);
      Optional<TransitKey> there = core.find(reading, row);
      if (permit.existed().isPresent() && permit.existed().get() != there.isPresent()) {
        throw new Conflict(row);
      }
      if (there.isPresent()) {
        return new KeyUse(permit, need, there.get());
      }
      otherwise.check();
      if (!otherwise.type().encrypts()) {
        throw Refused.malformed("key type " + otherwise.type().word() + " not supported for this operation");
      }
      return new KeyUse(permit, need, keys.make(permit, reading, row, otherwise));
    }
  }

  public KeyUse forDecrypting(Permit permit, String name) {
    return core.use(permit, core.needs().decrypt(name), name, MISSING);
  }

  public KeyUse forRewrapping(Permit permit, String name) {
    return core.use(permit, core.needs().rewrap(name), name, MISSING);
  }

  /**
   * The key to wrap a data key with.
   *
   * @param kind {@code plaintext} or {@code wrapped}
   */
  public KeyUse forDataKey(Permit permit, String kind, String name) {
    if (!kind.equals("plaintext") && !kind.equals("wrapped")) {
      throw Refused.malformed("Invalid path, must be 'plaintext' or 'wrapped'");
    }
    return core.use(permit, core.needs().datakey(kind, name), name, MISSING);
  }

  /** Random bytes of a size that data keys have. */
  public SecretBytes dataKey(long bits) {
    if (!DATA_KEY_BITS.contains(bits)) {
      throw Refused.malformed("invalid bit length");
    }
    return SecretBytes.owning(core.randomBytes((int) bits / 8));
  }

  public Made encrypt(KeyUse use, Text text) {
    TransitKey key = use.key();
    if (!key.type().encrypts()) {
      throw Refused.malformed("message encryption not supported for key type " + key.type().word());
    }
    refuseStrayData(key, text.associatedData());
    KeyVersion version = key.forMaking(clamped(text.version()), "encryption");
    byte[] sealed =
        switch (key.type().family()) {
          case AEAD -> seal(key, version, text);
          case RSA -> Oaep.seal(version.publicKey(key.type(), core.asymmetric()), "SHA-256", text.bytes());
          case ML_KEM ->
              KemCipher.seal(
                  version.publicKey(key.type(), core.asymmetric()), core.random(), text.associatedData(), text.bytes());
          case EDDSA, ECDSA, HMAC, ML_DSA -> throw new IllegalStateException("refused above");
        };
    return new Made(VersionedText.of(version.number(), sealed, false), version.number());
  }

  public SecretBytes decrypt(KeyUse use, Sealed sealed) {
    TransitKey key = use.key();
    if (!key.type().encrypts()) {
      throw Refused.malformed("message decryption not supported for key type " + key.type().word());
    }
    refuseStrayData(key, sealed.associatedData());
    VersionedText text =
        VersionedText.parse(sealed.text(), "ciphertext", false, "invalid ciphertext: could not decode base64");
    // The oldest ciphertexts of Vault have version 0, which became 1.
    KeyVersion version = key.forChecking(Math.max(1, text.version()), "ciphertext");
    if (version.isPublicOnly() && !key.type().isSymmetric()) {
      throw Refused.malformed("requested version for decryption does not contain a private part");
    }
    return switch (key.type().family()) {
      case AEAD -> open(key, version, sealed, text.bytes());
      case RSA -> Oaep.open(version.privateKey(key.type(), core.asymmetric()), "SHA-256", text.bytes());
      case ML_KEM ->
          KemCipher.open(
              version.privateKey(key.type(), core.asymmetric()), key.type().size(), sealed.associatedData(), text.bytes());
      case EDDSA, ECDSA, HMAC, ML_DSA -> throw new IllegalStateException("refused above");
    };
  }

  private static void refuseStrayData(TransitKey key, byte[] associatedData) {
    if (associatedData.length > 0 && !key.type().takesAssociatedData()) {
      throw Refused.malformed("associated_data provided for non-AEAD cipher suite " + key.type().word());
    }
  }

  private byte[] seal(TransitKey key, KeyVersion version, Text text) {
    int keyBytes = key.type().size();
    boolean convergent = key.settings().convergent();
    byte[] derived =
        Derivation.symmetric(key, version, text.context(), keyBytes + (convergent ? NONCE_KEY_BYTES : 0));
    byte[] cipherKey = Arrays.copyOf(derived, keyBytes);
    byte[] nonce =
        convergent
            ? convergentNonce(Arrays.copyOfRange(derived, keyBytes, derived.length), text)
            : core.randomBytes(SymmetricCipher.NONCE_BYTES);
    Arrays.fill(derived, (byte) 0);
    try {
      return SymmetricCipher.seal(key.type().javaName(), cipherKey, nonce, text.associatedData(), text.bytes());
    } finally {
      Arrays.fill(cipherKey, (byte) 0);
    }
  }

  /**
   * Vault's version 3: a keyed hash of the text. With associated data that is hashed too, unlike
   * Vault's: one nonce for two of them would let anybody who has both ciphertexts forge a third.
   */
  private static byte[] convergentNonce(byte[] nonceKey, Text text) {
    byte[] associatedData = text.associatedData();
    byte[] key = associatedData.length == 0 ? nonceKey : hmac(nonceKey, associatedData);
    byte[] nonce = Arrays.copyOf(hmac(key, text.bytes()), SymmetricCipher.NONCE_BYTES);
    Arrays.fill(nonceKey, (byte) 0);
    return nonce;
  }

  private static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", missing);
    }
  }

  private static SecretBytes open(TransitKey key, KeyVersion version, Sealed sealed, byte[] bytes) {
    int keyBytes = key.type().size();
    int derivedBytes = keyBytes + (key.settings().convergent() ? NONCE_KEY_BYTES : 0);
    byte[] derived = Derivation.symmetric(key, version, sealed.context(), derivedBytes);
    byte[] cipherKey = Arrays.copyOf(derived, keyBytes);
    Arrays.fill(derived, (byte) 0);
    try {
      return SymmetricCipher.open(key.type().javaName(), cipherKey, sealed.associatedData(), bytes);
    } finally {
      Arrays.fill(cipherKey, (byte) 0);
    }
  }

  /** No version has a number beyond an integer's. */
  static int clamped(long number) {
    return (int) Math.max(-1, Math.min(number, Integer.MAX_VALUE));
  }
}
