package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Hmac;

/**
 * The store behind the encryption wall. Every value below is sealed with its storage key as
 * associated data, so none can be moved elsewhere. While sealed every method is {@code
 * Refused(Sealed)}, before initialisation {@code Refused(Uninitialized)}.
 */
public interface Barrier {

  /** Everything at one position; close it. */
  Reading read();

  /**
   * Seals and commits: all or nothing, durable on return. Expects the keyring revision it sealed
   * under besides the expectations of {@code changes}.
   *
   * @return the version of every row it wrote
   * @throws dev.coffer.server.storage.Conflict when an expectation does not hold
   */
  long commit(Changes changes);

  /**
   * A 32-byte key for one purpose (the hashes of tokens, of audit values), made at first use,
   * kept under the barrier and not changed by a rotation of the keyring. A copy: close it.
   *
   * @param purpose a short word of lower-case letters, digits and dashes
   */
  SecretBytes purposeKey(String purpose);

  /**
   * HMAC-SHA-256 of {@code message} under the key of {@link #purposeKey}. To be preferred over
   * holding a copy of that key: what the barrier holds is wiped when it seals.
   */
  default byte[] mac(String purpose, byte[] message) {
    try (SecretBytes key = purposeKey(purpose);
        Hmac hmac = new Hmac(key)) {
      return hmac.of(message);
    }
  }
}
