package dev.coffer.server.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends reads that take too long as a whole, however steadily their bytes drip (slow-loris). A socket
 * time-out only bounds the wait for the next byte.
 *
 * <p>An overdue reader's virtual thread is interrupted, which closes the socket it reads from.
 */
final class Deadlines {
  private final Set<Reading> readings = ConcurrentHashMap.newKeySet();

  private enum State {
    READING,
    DONE,
    OVERDUE
  }

  /** A read that is going on, in the thread that began it. */
  static final class Reading {
    private final Thread reader;
    private final long dueNanos;
    private final AtomicReference<State> state = new AtomicReference<>(State.READING);

    private Reading(Thread reader, long dueNanos) {
      this.reader = reader;
      this.dueNanos = dueNanos;
    }
  }

  Reading begin(Duration most) {
    Reading reading = new Reading(Thread.currentThread(), System.nanoTime() + most.toNanos());
    readings.add(reading);
    return reading;
  }

  /** False when time was over already: the thread is or will be interrupted, the connection is lost. */
  boolean end(Reading reading) {
    readings.remove(reading);
    return reading.state.compareAndSet(State.READING, State.DONE);
  }

  /** Interrupts what is overdue; called every second or so. */
  void run() {
    long now = System.nanoTime();
    readings.removeIf(reading -> isOver(reading, now));
  }

  private static boolean isOver(Reading reading, long now) {
    if (now - reading.dueNanos < 0) {
      return false;
    }
    if (reading.state.compareAndSet(State.READING, State.OVERDUE)) {
      reading.reader.interrupt();
    }
    return true;
  }
}
