package dev.coffer.server.storage.rocksdb;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.rocksdb.RocksDB;

/** Gives out the newest snapshot; at the end waits for those that are still held. */
final class Snapshots {
  private static final long CLOSING_SECONDS_MAX = 10;

  private final RocksDB rocks;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition noneLeft = lock.newCondition();
  private int left = 1;
  private volatile boolean closed;
  private volatile SharedSnapshot newest;

  Snapshots(RocksDB rocks, long position) {
    this.rocks = rocks;
    this.newest = SharedSnapshot.take(rocks, position, this::freed);
  }

  SharedSnapshot hold() {
    while (!closed) {
      SharedSnapshot candidate = newest;
      if (candidate.hold()) {
        return candidate;
      }
    }
    throw new Refused(new Failure.Unavailable("the store is closed"));
  }

  /** From now on readers see {@code position}. Called by the committer only. */
  void advance(long position) {
    lock.lock();
    try {
      left++;
    } finally {
      lock.unlock();
    }
    SharedSnapshot before = newest;
    newest = SharedSnapshot.take(rocks, position, this::freed);
    before.letGo();
  }

  private void freed() {
    lock.lock();
    try {
      left--;
      noneLeft.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether nobody reads any more; only then may RocksDB be closed under them. */
  boolean close() {
    closed = true;
    newest.letGo();
    long nanos = TimeUnit.SECONDS.toNanos(CLOSING_SECONDS_MAX);
    lock.lock();
    try {
      while (left > 0 && nanos > 0) {
        nanos = noneLeft.awaitNanos(nanos);
      }
      return left == 0;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return left == 0;
    } finally {
      lock.unlock();
    }
  }
}
