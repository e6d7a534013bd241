package dev.coffer.server.storage.rocksdb;

import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.Snapshot;

/**
 * One snapshot of RocksDB, shared by every reader that came while it was the newest: taking one
 * costs an increment. Freed by the last who lets go.
 */
final class SharedSnapshot {
  private final RocksDB rocks;
  private final Snapshot snapshot;
  private final ReadOptions options;
  private final long position;
  private final Runnable freed;
  private final AtomicInteger holders = new AtomicInteger(1);

  private SharedSnapshot(
      RocksDB rocks, Snapshot snapshot, ReadOptions options, long position, Runnable freed) {
    this.rocks = rocks;
    this.snapshot = snapshot;
    this.options = options;
    this.position = position;
    this.freed = freed;
  }

  /** Held by the caller. */
  static SharedSnapshot take(RocksDB rocks, long position, Runnable freed) {
    Snapshot snapshot = rocks.getSnapshot();
    ReadOptions options = new ReadOptions().setVerifyChecksums(true).setSnapshot(snapshot);
    return new SharedSnapshot(rocks, snapshot, options, position, freed);
  }

  /** False if it is freed already. */
  boolean hold() {
    int before = holders.get();
    while (before > 0) {
      if (holders.compareAndSet(before, before + 1)) {
        return true;
      }
      before = holders.get();
    }
    return false;
  }

  void letGo() {
    if (holders.decrementAndGet() == 0) {
      options.close();
      rocks.releaseSnapshot(snapshot);
      freed.run();
    }
  }

  long position() {
    return position;
  }

  RocksDB rocks() {
    return rocks;
  }

  /** Shared by threads: never to be changed. */
  ReadOptions options() {
    return options;
  }
}
