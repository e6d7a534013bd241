package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.storage.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the decoded form of rows of one kind. An entry counts only while the stored row still
 * has its version, so a stale one can never be used. For rows that hold no secret of a user. The
 * barrier empties it when it seals.
 *
 * <p>Bounded in two generations: when the young one holds half of the entries it becomes the old
 * one, and the old one is dropped; what is used meanwhile moves to the young one.
 */
public final class Decoded<T> {
  private final Function<byte[], T> decoder;
  private final int youngMax;
  private volatile Generations<T> generations = Generations.empty();

  /** Remembers up to {@code entriesMax} rows, 2 or more. */
  public Decoded(int entriesMax, Function<byte[], T> decoder) {
    this.decoder = decoder;
    this.youngMax = Math.max(1, entriesMax / 2);
  }

  Versioned<T> get(Key key, long version, Supplier<SecretBytes> opened) {
    Generations<T> now = generations;
    @Nullable Versioned<T> young = now.young().get(key);
    if (young != null && young.version() == version) {
      return young;
    }
    @Nullable Versioned<T> old = now.old().get(key);
    if (old != null && old.version() == version) {
      remember(key, old);
      return old;
    }
    try (SecretBytes value = opened.get()) {
      Versioned<T> fresh = new Versioned<>(value.read(decoder), version);
      remember(key, fresh);
      return fresh;
    }
  }

  /** What a commit has just made of a row, so that nobody has to decode it again. */
  public void remember(Key key, T value, long version) {
    remember(key, new Versioned<>(value, version));
  }

  private void remember(Key key, Versioned<T> entry) {
    Generations<T> now = generations;
    now.young().put(key, entry);
    if (now.young().size() >= youngMax) {
      generations = new Generations<>(new ConcurrentHashMap<>(), now.young());
    }
  }

  /** How many rows are remembered. */
  int size() {
    return generations.young().size() + generations.old().size();
  }

  /** Forgets everything, as sealing does. */
  public void clear() {
    generations = Generations.empty();
  }

  private record Generations<T>(
      ConcurrentHashMap<Key, Versioned<T>> young, Map<Key, Versioned<T>> old) {
    static <T> Generations<T> empty() {
      return new Generations<>(new ConcurrentHashMap<>(), Map.of());
    }
  }
}
