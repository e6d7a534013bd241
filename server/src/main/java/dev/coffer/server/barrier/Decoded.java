package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.storage.Key;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Remembers the decoded form of rows of one kind. An entry counts only while the stored row still
 * has its version, so a stale one can never be used. For rows that hold no secret of a user.
 */
public final class Decoded<T> {
  private final Function<byte[], T> decoder;
  private final int entriesMax;
  private final ConcurrentHashMap<Key, Versioned<T>> entries = new ConcurrentHashMap<>();

  public Decoded(int entriesMax, Function<byte[], T> decoder) {
    this.entriesMax = entriesMax;
    this.decoder = decoder;
  }

  Versioned<T> get(Key key, long version, Supplier<SecretBytes> opened) {
    Versioned<T> known = entries.get(key);
    if (known != null && known.version() == version) {
      return known;
    }
    try (SecretBytes value = opened.get()) {
      Versioned<T> fresh = new Versioned<>(value.read(decoder), version);
      if (entries.size() >= entriesMax) {
        entries.clear(); // Rare, and cheaper than keeping an order on every read.
      }
      entries.put(key, fresh);
      return fresh;
    }
  }

  /** Forgets everything, as sealing does. */
  public void clear() {
    entries.clear();
  }
}
