package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Aead;
import dev.coffer.server.crypto.Hmac;
import dev.coffer.server.crypto.KeyWiped;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The barrier over any store. It starts sealed; {@link #unseal} gives it the root key, {@link #seal}
 * takes every key away again. Where the root key comes from is barrier.seal's business.
 */
public final class KeyringBarrier implements Barrier {
  /** A rotation by another node makes a commit seal again: more than a few in a row is no rotation. */
  private static final int ATTEMPTS_MAX = 16;

  private static final Pattern PURPOSE = Pattern.compile("[a-z0-9-]{1,40}");

  private final Store store;
  private final SecureRandom random;
  private final InstantSource clock;
  private final KeyRotation rotation;
  private volatile @Nullable Unsealed unsealed;

  public KeyringBarrier(Store store, SecureRandom random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
    this.rotation = new KeyRotation(store, random, clock);
  }

  // ---- seal and unseal -------------------------------------------------------------------------

  public boolean isUnsealed() {
    return unsealed != null;
  }

  /**
   * Lays a first keyring, unsealed, into an empty store.
   *
   * @throws Conflict when one is there
   */
  public void create(UUID clusterId, SecretBytes rootKey) {
    DataKey first = DataKey.fresh(1, clock.instant(), random);
    RowFormat format = new RowFormat(clusterId);
    try (first; Aead root = new Aead(rootKey, random);
        SecretBytes ring = SecretBytes.owning(KeyringRow.encode(List.of(first)))) {
      Ciphertext ringRow =
          ring.read(text -> format.seal(CoreKeys.KEYRING, text, RowFormat.ROOT_KEY, root));
      byte[] count = new UseCount(first.number(), 1, 1).encode();
      store.commit(
          new Batch(
              List.of(
                  new Batch.Put(CoreKeys.KEYRING, ringRow),
                  new Batch.Put(
                      CoreKeys.USES, format.seal(CoreKeys.USES, count, first.number(), first.aead()))),
              List.of(Expectation.absent(CoreKeys.KEYRING), Expectation.absent(CoreKeys.USES))));
    }
    unseal(clusterId, rootKey);
  }

  /**
   * Reads the keyring; nothing happens when the barrier is unsealed already.
   *
   * @param rootKey stays the caller's
   * @throws Refused Integrity, when the stored keyring does not open with this key
   */
  public synchronized void unseal(UUID clusterId, SecretBytes rootKey) {
    if (unsealed == null) {
      rotation.forget();
      unsealed = new Unsealed(store, clusterId, rootKey, random);
    }
  }

  /** Wipes all keys and empties all caches. Requests under way end with Sealed. */
  public synchronized void seal() {
    @Nullable Unsealed before = unsealed;
    unsealed = null;
    if (before != null) {
      before.close();
    }
  }

  private Unsealed open() {
    @Nullable Unsealed keys = unsealed;
    if (keys != null) {
      return keys;
    }
    try (Snapshot snapshot = store.snapshot()) {
      throw new Refused(
          snapshot.get(CoreKeys.SEAL).isPresent() ? new Failure.Sealed() : new Failure.Uninitialized());
    }
  }

  // ---- rows ------------------------------------------------------------------------------------

  @Override
  public Reading read() {
    return new KeyringReading(open(), store.snapshot());
  }

  @Override
  public long commit(Changes changes) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        Unsealed keys = open();
        Keyring keyring = rotation.spend(keys, changes.rows().size());
        try {
          return store.commit(batch(changes, keys, keyring));
        } catch (Conflict lost) {
          if (!lost.key().equals(CoreKeys.KEYRING)) {
            throw lost;
          }
          keys.reload(); // Rotated meanwhile: seal again under the new key.
        }
      }
      throw new Refused(new Failure.Contended());
    } finally {
      changes.rows().values().forEach(value -> value.ifPresent(SecretBytes::close));
    }
  }

  private static Batch batch(Changes changes, Unsealed keys, Keyring keyring) {
    List<Batch.Change> sealed = new ArrayList<>(changes.rows().size());
    for (Map.Entry<Key, Optional<SecretBytes>> row : changes.rows().entrySet()) {
      Key key = row.getKey();
      sealed.add(
          row.getValue()
              .<Batch.Change>map(text -> new Batch.Put(key, keys.seal(key, text, keyring.newest())))
              .orElseGet(() -> new Batch.Delete(key)));
    }
    List<Expectation> expected = new ArrayList<>(changes.expectations().size() + 1);
    expected.add(new Expectation(CoreKeys.KEYRING, keyring.version()));
    expected.addAll(changes.expectations());
    return new Batch(sealed, expected);
  }

  // ---- rotation --------------------------------------------------------------------------------

  /**
   * Makes a new data key; from now on it seals, and the old ones only open.
   *
   * @param revisions what the commit must expect for the caller's sake
   * @throws Conflict when one of these does not hold
   */
  public KeyStatus rotate(List<Expectation> revisions) {
    return rotation.rotate(open(), revisions);
  }

  /** Rotates when the policy's interval is over. Called by the clockwork; does nothing while sealed. */
  public void run(Instant now) {
    @Nullable Unsealed keys = unsealed;
    if (keys != null) {
      rotation.rotateWhenDue(keys, now);
    }
  }

  /** Which key seals now, and how often it was used. */
  public KeyStatus keyStatus() {
    return rotation.status(open());
  }

  public RotationPolicy rotationPolicy() {
    return rotation.policy(open());
  }

  /**
   * Replaces the policy.
   *
   * @param revisions what the commit must expect for the caller's sake
   * @throws Conflict when one of these does not hold
   */
  public void rotationPolicy(RotationPolicy policy, List<Expectation> revisions) {
    commit(new Changes().put(CoreKeys.ROTATION, policy.encode()).expectAll(revisions));
  }

  /**
   * Seals the keyring under another root key, in one commit with {@code more}.
   *
   * @throws Conflict when an expectation does not hold
   */
  public synchronized void replaceRootKey(
      SecretBytes rootKey, List<Batch.Change> more, List<Expectation> expectations) {
    Unsealed keys = open();
    Keyring keyring = keys.keyring();
    List<Batch.Change> changes = new ArrayList<>(more);
    changes.add(
        new Batch.Put(CoreKeys.KEYRING, keys.sealedKeyring(keyring.all(), Optional.of(rootKey))));
    List<Expectation> expected = new ArrayList<>(expectations);
    expected.add(new Expectation(CoreKeys.KEYRING, keyring.version()));
    long version = store.commit(new Batch(changes, expected));
    keys.adopt(keyring.all(), version, Optional.of(rootKey));
  }

  // ---- purposes --------------------------------------------------------------------------------

  @Override
  public SecretBytes purposeKey(String purpose) {
    Unsealed keys = open();
    return keys.purposes().key(purpose).orElseGet(() -> readOrMake(keys, purpose));
  }

  @Override
  public byte[] mac(String purpose, byte[] message) {
    Unsealed keys = open();
    Optional<Hmac> known = keys.purposes().mac(purpose);
    if (known.isEmpty()) {
      purposeKey(purpose).close();
      known = keys.purposes().mac(purpose);
    }
    try {
      return known.orElseThrow(() -> new Refused(new Failure.Sealed())).of(message);
    } catch (KeyWiped _) {
      throw new Refused(new Failure.Sealed());
    }
  }

  private SecretBytes readOrMake(Unsealed keys, String purpose) {
    if (!PURPOSE.matcher(purpose).matches()) {
      throw new IllegalArgumentException("a purpose is a short word");
    }
    Key key = Key.of(CoreKeys.PURPOSES + purpose);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      try (Reading reading = read()) {
        Optional<Opened> stored = reading.get(key);
        if (stored.isPresent()) {
          SecretBytes value = stored.get().value();
          keys.purposes().remember(purpose, value);
          return value;
        }
      }
      byte[] fresh = new byte[Hmac.BYTES];
      random.nextBytes(fresh);
      try {
        commit(new Changes().put(key, fresh).expectAbsent(key));
      } catch (Conflict _) {
        // Another thread or node made it first: theirs is the key.
      }
    }
    throw new Refused(new Failure.Contended());
  }
}
