package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Aead;
import dev.coffer.server.crypto.KeyWiped;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Ciphertext;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the barrier holds between unseal and seal: the root key, the keyring, and everything in
 * memory that was decrypted with them. Readers take no lock; the keyring is replaced as a whole.
 */
final class Unsealed implements AutoCloseable {
  private final Store store;
  private final SecureRandom random;
  private final RowFormat format;
  private final Set<Decoded<?>> caches = ConcurrentHashMap.newKeySet();
  private final PurposeKeys purposes = new PurposeKeys();
  private Aead root; // Guarded by this.
  private volatile Keyring keyring;
  private volatile boolean closed;

  /**
   * Keeps a copy of {@code rootKey}.
   *
   * @throws Refused Integrity, when the keyring's row is not what this root key sealed
   */
  Unsealed(Store store, UUID clusterId, SecretBytes rootKey, SecureRandom random) {
    this.store = store;
    this.random = random;
    this.format = new RowFormat(clusterId);
    this.root = new Aead(rootKey, random);
    this.keyring = readKeyring(List.of());
  }

  /** @throws Refused Integrity naming the key; Sealed, when sealing came first */
  SecretBytes open(Key key, Row row) {
    int number = RowFormat.keyNumber(row.value());
    DataKey dataKey = keyring.key(number).or(() -> afterReload(number)).orElseThrow(() -> damaged(key));
    try {
      return format.open(key, row.value(), dataKey.aead()).orElseThrow(() -> damaged(key));
    } catch (KeyWiped _) {
      throw new Refused(new Failure.Sealed());
    }
  }

  Ciphertext seal(Key key, SecretBytes text, DataKey under) {
    try {
      return text.read(bytes -> format.seal(key, bytes, under.number(), under.aead()));
    } catch (KeyWiped _) {
      throw new Refused(new Failure.Sealed());
    }
  }

  Keyring keyring() {
    return keyring;
  }

  PurposeKeys purposes() {
    return purposes;
  }

  /** Another node may have rotated: a key nobody here has seen is looked for once. */
  private Optional<DataKey> afterReload(int number) {
    return number <= RowFormat.ROOT_KEY ? Optional.empty() : reload().key(number);
  }

  /** Reads the keyring again and uses it from now on. */
  synchronized Keyring reload() {
    requireOpen();
    Keyring read = readKeyring(keyring.all());
    if (read.version() > keyring.version()) {
      keyring = read;
    }
    return keyring;
  }

  /** The keyring's row as it shall be stored, sealed under {@code rootKey}, or the present root key. */
  synchronized Ciphertext sealedKeyring(List<DataKey> keys, Optional<SecretBytes> rootKey) {
    requireOpen();
    byte[] text = KeyringRow.encode(keys);
    try (SecretBytes wiped = SecretBytes.owning(text)) {
      if (rootKey.isEmpty()) {
        return wiped.read(bytes -> format.seal(CoreKeys.KEYRING, bytes, RowFormat.ROOT_KEY, root));
      }
      try (Aead other = new Aead(rootKey.get(), random)) {
        return wiped.read(bytes -> format.seal(CoreKeys.KEYRING, bytes, RowFormat.ROOT_KEY, other));
      }
    }
  }

  /** After a commit replaced the keyring's row, and perhaps the root key. */
  synchronized void adopt(List<DataKey> keys, long version, Optional<SecretBytes> rootKey) {
    requireOpen();
    if (rootKey.isPresent()) {
      Aead before = root;
      root = new Aead(rootKey.get(), random);
      before.close();
    }
    if (version > keyring.version()) {
      keyring = new Keyring(keys, version);
    }
  }

  /** Remembers a cache, to empty it when the barrier seals; at once when it has. */
  void filled(Decoded<?> cache) {
    caches.add(cache);
    if (closed) {
      cache.clear();
    }
  }

  private Keyring readKeyring(List<DataKey> known) {
    try (Snapshot snapshot = store.snapshot()) {
      Row row = snapshot.get(CoreKeys.KEYRING).orElseThrow(() -> damaged(CoreKeys.KEYRING));
      if (RowFormat.keyNumber(row.value()) != RowFormat.ROOT_KEY) {
        throw damaged(CoreKeys.KEYRING);
      }
      try (SecretBytes text =
          format.open(CoreKeys.KEYRING, row.value(), root).orElseThrow(() -> damaged(CoreKeys.KEYRING))) {
        List<DataKey> keys =
            text.read(bytes -> KeyringRow.decode(bytes, known, random))
                .orElseThrow(() -> damaged(CoreKeys.KEYRING));
        return new Keyring(keys, row.version());
      }
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new Refused(new Failure.Sealed());
    }
  }

  private static Refused damaged(Key key) {
    return new Refused(new Failure.Integrity(key.text()));
  }

  /** Wipes every key and empties every cache. */
  @Override
  public synchronized void close() {
    closed = true;
    root.close();
    for (DataKey key : keyring.all()) {
      key.close();
    }
    purposes.close();
    caches.forEach(Decoded::clear);
  }
}
