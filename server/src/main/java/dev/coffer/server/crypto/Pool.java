package dev.coffer.server.crypto;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A few reusable objects that are costly to make, each used by one thread at a time. No locks, and
 * no ThreadLocals, which would make one for every virtual thread.
 */
final class Pool<T> {
  /** More at work at the same moment are made and thrown away. */
  private static final int SLOTS = 16;

  private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);

  /** An object nobody else uses now, or null when all are in use. */
  @Nullable T take() {
    int first = home();
    for (int step = 0; step < SLOTS; step++) {
      int at = (first + step) % SLOTS;
      // Looking before swapping keeps empty slots from being written to.
      if (slots.get(at) != null) {
        T taken = slots.getAndSet(at, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }

  /** False when the pool is full, and the object is the giver's again. */
  boolean give(T object) {
    int first = home();
    for (int step = 0; step < SLOTS; step++) {
      int at = (first + step) % SLOTS;
      if (slots.get(at) == null && slots.compareAndSet(at, null, object)) {
        return true;
      }
    }
    return false;
  }

  void drain(Consumer<T> each) {
    for (int at = 0; at < SLOTS; at++) {
      T taken = slots.getAndSet(at, null);
      if (taken != null) {
        each.accept(taken);
      }
    }
  }

  private static int home() {
    return Math.floorMod(Thread.currentThread().threadId(), SLOTS);
  }
}
