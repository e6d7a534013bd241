package dev.coffer.server.barrier.seal;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Aead;
import java.security.SecureRandom;
import java.util.Optional;

/** Wraps the root key under a key at hand: the unseal key put together from shares, a file's bytes. */
final class KeySeal implements AutoCloseable {
  private static final byte[] FORMAT = {1};

  private final Aead aead;

  /** Keeps a copy of {@code key}, which has {@link Aead#KEY_BYTES}. */
  KeySeal(SecretBytes key, SecureRandom random) {
    this.aead = new Aead(key, random);
  }

  byte[] wrap(SecretBytes rootKey, byte[] associatedData) {
    return rootKey.read(bytes -> aead.seal(FORMAT, associatedData, bytes));
  }

  Optional<SecretBytes> unwrap(byte[] wrapped, byte[] associatedData) {
    boolean known = wrapped.length > FORMAT.length && wrapped[0] == FORMAT[0];
    return known ? aead.open(wrapped, FORMAT.length, associatedData) : Optional.empty();
  }

  @Override
  public void close() {
    aead.close();
  }
}
