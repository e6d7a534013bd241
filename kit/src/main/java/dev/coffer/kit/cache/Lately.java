package dev.coffer.kit.cache;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * Remembers values that were made or used lately, up to a weight. In two generations: when the young
 * one weighs half of what is allowed it becomes the old one, and the old one is dropped; what is used
 * meanwhile moves to the young one. So looking something up keeps no order and takes no lock.
 */
public final class Lately<K, V> {
  private final long youngMax;
  private final ToIntFunction<V> weight;
  private volatile Generations<K, V> generations = new Generations<>(Map.of());

  private static final class Generations<K, V> {
    final ConcurrentHashMap<K, V> young = new ConcurrentHashMap<>();
    final AtomicLong weight = new AtomicLong();
    final Map<K, V> old;

    Generations(Map<K, V> old) {
      this.old = old;
    }
  }

  /**
   * Remembers up to {@code weightMax}.
   *
   * @param weight of one value, 1 or more
   */
  public Lately(long weightMax, ToIntFunction<V> weight) {
    this.youngMax = weightMax / 2;
    this.weight = weight;
  }

  public Optional<V> find(K key) {
    Generations<K, V> now = generations;
    V young = now.young.get(key);
    if (young != null) {
      return Optional.of(young);
    }
    V old = now.old.get(key);
    if (old != null) {
      keep(key, old);
    }
    return Optional.ofNullable(old);
  }

  /** Remembers a value, instead of another of that key. */
  public void keep(K key, V value) {
    Generations<K, V> now = generations;
    V before = now.young.put(key, value);
    int lighter = before == null ? 0 : weight.applyAsInt(before);
    if (now.weight.addAndGet((long) weight.applyAsInt(value) - lighter) > youngMax) {
      generations = new Generations<>(now.young);
    }
  }

  /** Forgets everything. */
  public void clear() {
    generations = new Generations<>(Map.of());
  }
}
