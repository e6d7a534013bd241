package dev.coffer.server.fake;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.storage.Store;
import dev.coffer.server.storage.memory.MemoryStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** The real barrier, unsealed, for the tests of the rooms above it. */
public final class TestBarrier {
  private static final UUID CLUSTER = new UUID(1, 2);

  private TestBarrier() {}

  /** Over an empty store in memory. */
  public static KeyringBarrier unsealed() {
    return unsealed(new MemoryStore());
  }

  /** Over a store that holds no keyring yet. */
  public static KeyringBarrier unsealed(Store store) {
    SecureRandom random = new SecureRandom();
    byte[] rootKey = new byte[32];
    random.nextBytes(rootKey);
    KeyringBarrier barrier = new KeyringBarrier(store, random, InstantSource.system());
    try (SecretBytes key = SecretBytes.owning(rootKey)) {
      barrier.create(CLUSTER, key);
    }
    return barrier;
  }
}
