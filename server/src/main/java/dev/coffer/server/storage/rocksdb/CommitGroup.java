package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import dev.coffer.server.storage.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Batches that share one write and one sync. Each is validated against the store and the batches
 * before it in the group; one that fails leaves no trace in it.
 */
final class CommitGroup implements AutoCloseable {
  private final CommittedVersions committed;
  private final WriteBatch writes = new WriteBatch();
  private final Map<Key, Optional<Row>> rows = new HashMap<>();
  private final List<Runnable> answers = new ArrayList<>();
  private long position;

  CommitGroup(CommittedVersions committed) {
    this.committed = committed;
    this.position = committed.position();
  }

  /** Nobody is answered yet: also a conflict may rest on a batch that is not durable. */
  void add(PendingCommit pending) throws RocksDBException {
    try {
      pending.batch().expectations().forEach(this::validate);
    } catch (RuntimeException problem) {
      answers.add(() -> pending.failed(problem));
      return;
    }
    if (!pending.batch().changes().isEmpty()) {
      position++;
      for (Batch.Change change : pending.batch().changes()) {
        write(change);
      }
    }
    long at = position;
    answers.add(() -> pending.done(at));
  }

  private void validate(Expectation expected) {
    Optional<Row> inGroup = rows.get(expected.key());
    long version =
        inGroup != null
            ? inGroup.map(Row::version).orElse(Expectation.ABSENT)
            : committed.version(expected.key());
    if (version != expected.version()) {
      throw new Conflict(expected.key());
    }
  }

  private void write(Batch.Change change) throws RocksDBException {
    byte[] key = change.key().bytes();
    switch (change) {
      case Batch.Put put -> {
        writes.put(key, StoredRow.encode(put.value(), position));
        rows.put(put.key(), Optional.of(new Row(put.value(), position)));
      }
      case Batch.Delete delete -> {
        writes.delete(key);
        rows.put(delete.key(), Optional.empty());
      }
    }
  }

  boolean changesNothing() {
    return rows.isEmpty();
  }

  /** On the disk on return, with the position in the same write. */
  void write(RocksDB rocks, WriteOptions synced) throws RocksDBException {
    writes.put(StoredRow.positionKey(), StoredRow.encode(position));
    rocks.write(synced, writes);
  }

  /** The position of the last batch. */
  long position() {
    return position;
  }

  /** The rows as the group leaves them. */
  Map<Key, Optional<Row>> rows() {
    return rows;
  }

  void answer() {
    answers.forEach(Runnable::run);
  }

  @Override
  public void close() {
    writes.close();
  }
}
