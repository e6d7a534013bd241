package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** Keys of their own for each context: HKDF-SHA-256 without salt, the context as info, as Vault's. */
final class Derivation {
  private Derivation() {}

  static byte[] hkdf(byte[] key, byte[] context, int bytes) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(context, bytes));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no HKDF-SHA256", missing);
    }
  }

  /** The symmetric key to use, and for convergent keys what its nonces are made with behind it. */
  static byte[] symmetric(TransitKey key, KeyVersion version, byte[] context, int bytes) {
    if (!key.settings().derived()) {
      return version.material().read(byte[]::clone);
    }
    if (context.length == 0) {
      throw missingContext();
    }
    return version.material().read(material -> hkdf(material, context, bytes));
  }

  /**
   * The key pair of one context. As in Vault the input is Go's form of the private key, seed and
   * public key, and the output the seed of the pair.
   */
  static Asymmetric.Pair ed25519(KeyVersion version, byte[] context, Asymmetric asymmetric) {
    if (context.length == 0) {
      throw missingContext();
    }
    try (SecretBytes both = Ed25519Keys.seedAndPublicKey(version);
        SecretBytes seed = SecretBytes.owning(both.read(key -> hkdf(key, context, Ed25519Keys.SEED_BYTES)))) {
      return asymmetric.ed25519(seed);
    }
  }

  private static RuntimeException missingContext() {
    return Refused.malformed(
        "missing 'context' for key derivation; the key was created using a derived key, which means additional,"
            + " per-request information must be included in order to perform operations with the key");
  }
}
