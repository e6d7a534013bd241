package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Rows lately read or written, so that the few hot ones (tokens, policies, mounts) cost no call into
 * RocksDB. Absence is remembered too. Bounded: a table of {@link #SLOTS} slots, one row each; a row
 * replaces the one in its slot.
 *
 * <p>Never stale: each slot knows the position of the last change to any row that falls into it, and
 * a remembered row counts only if it was read at that position or later. The committer notes a
 * change after it is durable and before any snapshot can see it.
 */
final class RecentRows {
  static final int ROW_BYTES_MAX = 2_048;
  private static final int SLOTS = 8_192;

  /** A row, or its absence, as a reader at {@code seenAt} found it. */
  private record Seen(Key key, Optional<Row> row, long seenAt) {}

  /** What is known of a row; {@code known} is false where RocksDB must be asked. */
  record Found(boolean known, Optional<Row> row) {
    static final Found UNKNOWN = new Found(false, Optional.empty());
  }

  private final AtomicReferenceArray<Seen> slots = new AtomicReferenceArray<>(SLOTS);
  private final AtomicLongArray changed = new AtomicLongArray(SLOTS);

  /** The row as it is at {@code position}. */
  Found at(long position, Key key) {
    int slot = slot(key);
    Seen seen = slots.get(slot);
    if (seen == null || !seen.key.equals(key)) {
      return Found.UNKNOWN;
    }
    long lastChange = changed.get(slot);
    return lastChange <= seen.seenAt && lastChange <= position
        ? new Found(true, seen.row)
        : Found.UNKNOWN;
  }

  /** Remembers what a snapshot at {@code position} holds. */
  void seen(long position, Key key, Optional<Row> row) {
    int slot = slot(key);
    boolean small = row.isEmpty() || row.get().value().bytes().length <= ROW_BYTES_MAX;
    if (small && changed.get(slot) <= position) {
      slots.set(slot, new Seen(key, row, position));
    }
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
