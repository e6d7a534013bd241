package dev.coffer.server.barrier;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The data keys: the newest seals, all open. Immutable; a rotation makes another one. */
final class Keyring {
  private final TreeMap<Integer, DataKey> keys = new TreeMap<>();
  private final DataKey newest;
  private final long version;

  /**
   * @param all in any order, at least one
   * @param version of the row it was read from, which every commit expects
   */
  Keyring(List<DataKey> all, long version) {
    for (DataKey key : all) {
      keys.put(key.number(), key);
    }
    this.newest = keys.lastEntry().getValue();
    this.version = version;
  }

  DataKey newest() {
    return newest;
  }

  Optional<DataKey> key(int number) {
    if (number == newest.number()) {
      return Optional.of(newest);
    }
    @Nullable DataKey known = keys.get(number);
    return Optional.ofNullable(known);
  }

  List<DataKey> all() {
    return List.copyOf(keys.values());
  }

  long version() {
    return version;
  }
}
