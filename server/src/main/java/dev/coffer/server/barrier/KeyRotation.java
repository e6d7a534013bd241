package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts the uses of the newest data key and replaces it in time. Uses are reserved in the store
 * before they are spent, so that no crash makes the count forget any.
 */
final class KeyRotation {
  private static final int ATTEMPTS_MAX = 16;

  private final Store store;
  private final SecureRandom random;
  private final InstantSource clock;
  private volatile UseBudget budget = UseBudget.none();

  KeyRotation(Store store, SecureRandom random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /** Gives up what is reserved, as a restart does. */
  void forget() {
    budget = UseBudget.none();
  }

  /** The keyring to seal {@code uses} rows under; they are counted in the store by now. */
  Keyring spend(Unsealed keys, int uses) {
    Keyring keyring = keys.keyring();
    return budget.take(keyring.newest().number(), uses) ? keyring : reserve(keys, uses);
  }

  private synchronized Keyring reserve(Unsealed keys, int uses) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Keyring keyring = keys.keyring();
      if (budget.take(keyring.newest().number(), uses)) {
        return keyring; // Here now, or reserved by somebody else meanwhile.
      }
      try {
        reserveBlock(keys, keyring, Math.max(UseBudget.BLOCK, uses));
      } catch (Conflict _) {
        keys.reload();
      }
    }
    throw new Refused(new Failure.Contended());
  }

  private void reserveBlock(Unsealed keys, Keyring keyring, long granted) {
    int number = keyring.newest().number();
    try (Snapshot snapshot = store.snapshot()) {
      Row row = usesRow(snapshot);
      UseCount count = count(keys, row);
      if (count.keyNumber() != number) {
        keys.reload(); // Another node has rotated.
        return;
      }
      // One more than granted, for sealing the count itself.
      UseCount more =
          new UseCount(
              number, count.reserved() + granted + 1, count.known() + budget.spent(number) + 1);
      if (more.reserved() > policy(keys, snapshot).limit()) {
        replaceKey(keys, keyring, row, List.of());
        return;
      }
      store.commit(
          new Batch(
              List.of(new Batch.Put(CoreKeys.USES, sealed(keys, more, keyring.newest()))),
              expected(keyring, row)));
      budget = new UseBudget(number, granted);
    }
  }

  synchronized KeyStatus rotate(Unsealed keys, List<Expectation> revisions) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      try (Snapshot snapshot = store.snapshot()) {
        replaceKey(keys, keys.keyring(), usesRow(snapshot), revisions);
        return status(keys);
      } catch (Conflict lost) {
        boolean ours = lost.key().equals(CoreKeys.KEYRING) || lost.key().equals(CoreKeys.USES);
        if (!ours) {
          throw lost;
        }
        keys.reload();
      }
    }
    throw new Refused(new Failure.Contended());
  }

  void rotateWhenDue(Unsealed keys, Instant now) {
    Duration age = Duration.between(keys.keyring().newest().installed(), now);
    if (policy(keys).due(age)) {
      rotate(keys, List.of());
    }
  }

  private void replaceKey(
      Unsealed keys, Keyring keyring, Row usesRow, List<Expectation> revisions) {
    List<Expectation> expected = new ArrayList<>(expected(keyring, usesRow));
    expected.addAll(revisions);
    DataKey fresh = DataKey.fresh(keyring.newest().number() + 1, clock.instant(), random);
    List<DataKey> all = new ArrayList<>(keyring.all());
    all.add(fresh);
    UseCount first = new UseCount(fresh.number(), 1, 1);
    try {
      long version =
          store.commit(
              new Batch(
                  List.of(
                      new Batch.Put(CoreKeys.KEYRING, keys.sealedKeyring(all, Optional.empty())),
                      new Batch.Put(CoreKeys.USES, sealed(keys, first, fresh))),
                  expected));
      keys.adopt(all, version, Optional.empty());
    } catch (Conflict lost) {
      fresh.close();
      throw lost;
    }
  }

  KeyStatus status(Unsealed keys) {
    DataKey newest = keys.keyring().newest();
    try (Snapshot snapshot = store.snapshot()) {
      UseCount stored = count(keys, usesRow(snapshot));
      return new KeyStatus(
          newest.number(), newest.installed(), stored.known() + budget.spent(newest.number()));
    }
  }

  RotationPolicy policy(Unsealed keys) {
    try (Snapshot snapshot = store.snapshot()) {
      return policy(keys, snapshot);
    }
  }

  private static RotationPolicy policy(Unsealed keys, Snapshot snapshot) {
    Optional<Row> row = snapshot.get(CoreKeys.ROTATION);
    if (row.isEmpty()) {
      return RotationPolicy.DEFAULT;
    }
    try (SecretBytes text = keys.open(CoreKeys.ROTATION, row.get())) {
      return text.read(RotationPolicy::decode).orElseThrow(() -> damaged(CoreKeys.ROTATION));
    }
  }

  private static UseCount count(Unsealed keys, Row row) {
    try (SecretBytes text = keys.open(CoreKeys.USES, row)) {
      return text.read(UseCount::decode).orElseThrow(() -> damaged(CoreKeys.USES));
    }
  }

  private static Ciphertext sealed(Unsealed keys, UseCount count, DataKey under) {
    try (SecretBytes text = SecretBytes.owning(count.encode())) {
      return keys.seal(CoreKeys.USES, text, under);
    }
  }

  private static List<Expectation> expected(Keyring keyring, Row usesRow) {
    return List.of(
        new Expectation(CoreKeys.KEYRING, keyring.version()),
        new Expectation(CoreKeys.USES, usesRow.version()));
  }

  private static Row usesRow(Snapshot snapshot) {
    return snapshot.get(CoreKeys.USES).orElseThrow(() -> damaged(CoreKeys.USES));
  }

  private static Refused damaged(Key key) {
    return new Refused(new Failure.Integrity(key.text()));
  }
}
