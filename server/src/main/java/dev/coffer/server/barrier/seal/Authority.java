package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Aead;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Tells whether a key that people put together is the one that has a say over this store. */
final class Authority {
  private final Store store;
  private final Optional<Seal> seal;
  private final SecureRandom random;

  /** @param seal empty for Shamir */
  Authority(Store store, Optional<Seal> seal, SecureRandom random) {
    this.store = store;
    this.seal = seal;
    this.random = random;
  }

  boolean sealOpensItself() {
    return seal.isPresent();
  }

  /**
   * How the store is sealed.
   *
   * @throws Refused Uninitialized; WrongState, when the configured seal is of another type
   */
  SealRow row() {
    SealRow row =
        SealRow.read(store).orElseThrow(() -> new Refused(new Failure.Uninitialized()));
    String configured = seal.map(Seal::type).orElse(SealRow.SHAMIR);
    if (!row.type().equals(configured)) {
      throw new Refused(
          new Failure.WrongState(
              "the store was initialised with another type of seal than the configuration names"));
    }
    return row;
  }

  /**
   * The root key, if {@code held} is the unseal key (Shamir) or the recovery key (any other seal).
   * What is wrong is told by nothing but the empty answer.
   */
  Optional<SecretBytes> rootKey(SealRow row, SecretBytes held) {
    if (seal.isEmpty()) {
      if (held.size() != Aead.KEY_BYTES) {
        return Optional.empty();
      }
      try (KeySeal shares = new KeySeal(held, random)) {
        return shares.unwrap(row.wrapped(), row.associatedData());
      }
    }
    // The row's hash counts only once the seal has vouched for the whole row.
    SecretBytes rootKey = rootKeyOfSeal(row);
    byte[] stored = row.recoveryHash().orElse("").getBytes(StandardCharsets.US_ASCII);
    if (MessageDigest.isEqual(stored, recoveryHash(held).getBytes(StandardCharsets.US_ASCII))) {
      return Optional.of(rootKey);
    }
    rootKey.close();
    return Optional.empty();
  }

  /** The root key that a seal gives without people. */
  SecretBytes rootKeyOfSeal(SealRow row) {
    return seal()
        .unwrap(row.wrapped(), row.associatedData())
        .orElseThrow(
            () ->
                new Refused(
                    new Failure.WrongState(
                        "the seal does not open this store: it is not the key it was initialised"
                            + " with, or the row core/seal was changed")));
  }

  Seal seal() {
    return seal.orElseThrow(() -> new IllegalStateException("with Shamir only people can unseal"));
  }

  /** A slow hash is not needed: the key has 256 random bits. */
  static String recoveryHash(SecretBytes recoveryKey) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(recoveryKey.read(sha256::digest));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
