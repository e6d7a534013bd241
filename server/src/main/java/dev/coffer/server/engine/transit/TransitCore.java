package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Key;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the parts of the engine share: where its rows are, and how they are read and written.
 *
 * @param cache decoded keys of all transit mounts by the version of their row; sealing empties it
 */
record TransitCore(
    Barrier barrier,
    String prefix,
    TransitNeeds needs,
    Decoded<TransitKey> cache,
    InstantSource clock,
    SecureRandom random,
    Asymmetric asymmetric) {
  private static final int HMAC_KEY_BYTES = 32;

  String folder() {
    return prefix + "key/";
  }

  Key row(String name) {
    KeyName.check(name);
    return Key.of(folder() + name);
  }

  Key wrappingRow() {
    return Key.of(prefix + "wrapping");
  }

  Optional<TransitKey> find(Reading reading, Key row) {
    return reading.get(row, cache).map(Versioned::value);
  }

  Optional<TransitKey> find(String name) {
    try (Reading reading = barrier.read()) {
      return find(reading, row(name));
    }
  }

  /** The key, after a check that the permit is for this use of it. */
  KeyUse use(Permit permit, Need need, String name, String missing) {
    permit.requires(need);
    return new KeyUse(permit, need, find(name).orElseThrow(() -> Refused.malformed(missing)));
  }

  /** Replaces what {@code reading} saw; somebody else's change meanwhile is a lost race. */
  void write(Permit permit, Reading reading, Key row, TransitKey key) {
    barrier.commit(
        new Changes()
            .put(row, KeyRows.encode(key))
            .expect(reading.expectation(row))
            .expectAll(permit.revisions()));
  }

  /**
   * Fresh key material.
   *
   * @param symmetricBytes the size of a symmetric key
   */
  KeyVersion fresh(KeyType type, int number, int symmetricBytes) {
    if (type.isSymmetric()) {
      return version(number, SecretBytes.owning(randomBytes(symmetricBytes)), new byte[0]);
    }
    Asymmetric.Pair pair = asymmetric.generate(type, random);
    return version(number, pair.pkcs8(), pair.spki());
  }

  KeyVersion version(int number, SecretBytes material, byte[] publicKey) {
    return new KeyVersion(
        number, clock.instant(), material, publicKey, SecretBytes.owning(randomBytes(HMAC_KEY_BYTES)));
  }

  byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
