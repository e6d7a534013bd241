package dev.coffer.server.storage.memory;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Batch;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Row;
import dev.coffer.server.storage.Snapshot;
import dev.coffer.server.storage.Store;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps everything in memory and nothing on disk. A snapshot is the tree of rows as it was, which no
 * commit changes: commits replace the path to each row they touch.
 */
public final class MemoryStore implements Store {
  private final ReentrantLock committing = new ReentrantLock();
  private volatile RowTree rows = RowTree.EMPTY;
  private volatile boolean closed;
  private long position;

  @Override
  public Snapshot snapshot() {
    refuseIfClosed();
    return new MemorySnapshot(rows);
  }

  @Override
  public long commit(Batch batch) {
    committing.lock();
    try {
      refuseIfClosed();
      batch.expectations().forEach(this::validate);
      position++;
      rows = changed(rows, batch, position);
      return position;
    } finally {
      committing.unlock();
    }
  }

  private void validate(Expectation expected) {
    long version = rows.get(expected.key()).map(Row::version).orElse(Expectation.ABSENT);
    if (version != expected.version()) {
      throw new Conflict(expected.key());
    }
  }

  private static RowTree changed(RowTree before, Batch batch, long position) {
    RowTree after = before;
    for (Batch.Change change : batch.changes()) {
      after =
          switch (change) {
            case Batch.Put put -> after.with(put.key(), new Row(put.value(), position));
            case Batch.Delete delete -> after.without(delete.key());
          };
    }
    return after;
  }

  private void refuseIfClosed() {
    if (closed) {
      throw new Refused(new Failure.Unavailable("the store is closed"));
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
