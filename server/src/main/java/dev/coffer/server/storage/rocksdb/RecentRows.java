package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Rows lately read or written, so that the few hot ones (tokens, policies, mounts) cost no call into
 * RocksDB. Absence is remembered too, and of a large row its version. Bounded: a table of {@link
 * #SLOTS} slots, one row each; a row replaces the one in its slot.
 *
 * <p>Never stale: each slot knows the position of the last change to any row that falls into it, and
 * a remembered row counts only if it was read at that position or later. The committer notes a
 * change after it is durable and before any snapshot can see it.
 */
final class RecentRows {
  static final int ROW_BYTES_MAX = 2_048;
  private static final int SLOTS = 8_192;

  /**
   * What a reader at {@code seenAt} found.
   *
   * @param version {@link Expectation#ABSENT} for no row
   * @param row null for no row, and for one too large to keep
   */
  record Seen(Key key, long version, @Nullable Row row, long seenAt) {
    boolean isAbsent() {
      return version == Expectation.ABSENT;
    }
  }

  private final AtomicReferenceArray<@Nullable Seen> slots = new AtomicReferenceArray<>(SLOTS);
  private final AtomicLongArray changed = new AtomicLongArray(SLOTS);

  /** What is known of the row as it is at {@code position}; null where RocksDB must be asked. */
  @Nullable Seen at(long position, Key key) {
    int slot = slot(key);
    @Nullable Seen seen = slots.get(slot);
    if (seen == null || !seen.key.equals(key)) {
      return null;
    }
    long lastChange = changed.get(slot);
    return lastChange <= seen.seenAt && lastChange <= position ? seen : null;
  }

  /** Remembers what a snapshot at {@code position} holds. */
  void seen(long position, Key key, Optional<Row> found) {
    int slot = slot(key);
    if (changed.get(slot) > position) {
      return;
    }
    Seen seen =
        found
            .map(row -> new Seen(key, row.version(), isSmall(row) ? row : null, position))
            .orElseGet(() -> new Seen(key, Expectation.ABSENT, null, position));
    slots.set(slot, seen);
  }

  private static boolean isSmall(Row row) {
    return row.value().bytes().length <= ROW_BYTES_MAX;
  }

  /** Called by the committer, before a snapshot at {@code position} or later is given out. */
  void changed(long position, Key key) {
    changed.set(slot(key), position);
  }

  private static int slot(Key key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SLOTS));
  }
}
