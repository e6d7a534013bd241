package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Aead;
import java.security.SecureRandom;
import java.time.Instant;

/** One numbered key of the keyring. Shared by successive keyrings, wiped when the barrier seals. */
final class DataKey implements AutoCloseable {
  private final int number;
  private final Instant installed;
  private final SecretBytes bytes; // Read and wiped under the barrier's lock.
  private final Aead aead;

  /** Takes ownership of {@code bytes}. */
  DataKey(int number, Instant installed, SecretBytes bytes, SecureRandom random) {
    this.number = number;
    this.installed = installed;
    this.bytes = bytes;
    this.aead = new Aead(bytes, random);
  }

  static DataKey fresh(int number, Instant now, SecureRandom random) {
    byte[] bytes = new byte[Aead.KEY_BYTES];
    random.nextBytes(bytes);
    return new DataKey(number, now, SecretBytes.owning(bytes), random);
  }

  int number() {
    return number;
  }

  Instant installed() {
    return installed;
  }

  SecretBytes bytes() {
    return bytes;
  }

  Aead aead() {
    return aead;
  }

  @Override
  public void close() {
    aead.close();
    bytes.close();
  }
}
