package dev.coffer.server.engine.transit;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;

/**
 * How to sign; what does not concern the key's type has no effect, as in Vault.
 *
 * @param prehashed the input is a hash already
 * @param pkcs1v15 RSA with PKCS #1 v1.5 instead of PSS
 * @param jws the form of JSON Web Signatures instead of ASN.1
 * @param salt of PSS
 */
public record SigningOptions(HashName hash, boolean prehashed, boolean pkcs1v15, boolean jws, Salt salt) {

  /** How long the salt of PSS is. */
  public sealed interface Salt {
    /** As long as fits; any when verifying. */
    record Auto() implements Salt {}

    /** As long as the hash. */
    record AsHash() implements Salt {}

    /** So many bytes. */
    record Bytes(int count) implements Salt {}
  }

  public SigningOptions {
    if (hash == HashName.NONE && !(prehashed && pkcs1v15)) {
      throw new Refused(
          new Failure.Malformed(
              "hash_algorithm=none requires both prehashed=true and signature_algorithm=pkcs1v15"));
    }
  }
}
