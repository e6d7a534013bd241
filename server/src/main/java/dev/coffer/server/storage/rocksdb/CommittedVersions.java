package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The versions that are durable now, for the committer thread alone. */
final class CommittedVersions implements AutoCloseable {
  private final RocksDB rocks;
  private final RecentRows recent;
  private final ReadOptions newest = new ReadOptions().setVerifyChecksums(true);
  private long position;

  CommittedVersions(RocksDB rocks, RecentRows recent, long position) {
    this.rocks = rocks;
    this.recent = recent;
    this.position = position;
  }

  /** The last commit's. */
  long position() {
    return position;
  }

  /** The row's version, {@link Expectation#ABSENT} for none. */
  long version(Key key) {
    RecentRows.@Nullable Seen seen = recent.at(position, key);
    if (seen != null) {
      return seen.version();
    }
    try {
      byte @Nullable [] stored = rocks.get(newest, key.bytes());
      Optional<Row> row = Optional.ofNullable(stored).map(bytes -> StoredRow.decode(key, bytes));
      recent.seen(position, key, row);
      return row.map(Row::version).orElse(Expectation.ABSENT);
    } catch (RocksDBException problem) {
      throw Damage.refused("row " + key, problem);
    }
  }

  /** Takes in a group that has just become durable. */
  void advance(CommitGroup group) {
    position = group.position();
    for (Map.Entry<Key, Optional<Row>> row : group.rows().entrySet()) {
      recent.changed(position, row.getKey());
      recent.seen(position, row.getKey(), row.getValue());
    }
  }

  @Override
  public void close() {
    newest.close();
  }
}
