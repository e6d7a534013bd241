package dev.coffer.server.barrier;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Uses of one data key that this node has reserved and not yet spent. What is left when the node
 * stops is lost, so the stored count is never too low.
 */
final class UseBudget {
  /** One stored reservation is for so many uses; a restart wastes at most these. */
  static final long BLOCK = 1L << 17;

  private final int keyNumber;
  private final long granted;
  private final AtomicLong left;

  UseBudget(int keyNumber, long granted) {
    this.keyNumber = keyNumber;
    this.granted = granted;
    this.left = new AtomicLong(granted);
  }

  static UseBudget none() {
    return new UseBudget(RowFormat.ROOT_KEY, 0);
  }

  /** False when {@code uses} of that key are not there; then none are taken. */
  boolean take(int number, long uses) {
    if (number != keyNumber) {
      return false;
    }
    if (left.addAndGet(-uses) >= 0) {
      return true;
    }
    left.addAndGet(uses);
    return false;
  }

  /** How many of these uses of that key were spent here. */
  long spent(int number) {
    return number == keyNumber ? granted - Math.max(0, left.get()) : 0;
  }
}
