package dev.coffer.server.engine.database;

import java.util.concurrent.locks.ReentrantLock;

/** One at a time for what concerns one row; different rows may now and then share a lock. */
final class Locks {
  private static final int LOCKS = 64;

  private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

  Locks() {
    for (int at = 0; at < LOCKS; at++) {
      locks[at] = new ReentrantLock();
    }
  }

  void alone(String row, Runnable work) {
    ReentrantLock lock = locks[Math.floorMod(row.hashCode(), LOCKS)];
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
