package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import java.util.Optional;

/**
 * What protects the root key and can give it back without people: a key file; later a cloud's key
 * service, another server's transit engine, an HSM.
 */
public interface Seal {

  /** The word in {@code seal-status} and in the stored row: {@code keyfile}. */
  String type();

  /** Makes what is needed before the first {@link #wrap}; keeps what is there. */
  void prepare();

  /**
   * Encrypts the root key.
   *
   * @param associatedData what {@link #unwrap} must be given again
   */
  byte[] wrap(SecretBytes rootKey, byte[] associatedData);

  /**
   * The root key, or empty when this seal did not wrap these bytes with this data.
   *
   * @throws dev.coffer.server.failure.Refused WrongState, when the seal cannot be used now
   */
  Optional<SecretBytes> unwrap(byte[] wrapped, byte[] associatedData);
}
