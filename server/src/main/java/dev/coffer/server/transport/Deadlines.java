package dev.coffer.server.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends reads that take too long as a whole, however steadily their bytes drip (slow-loris). A socket
 * time-out only bounds the wait for the next byte.
 *
 * <p>An overdue reader's virtual thread is interrupted, which closes the socket it reads from. A
 * thread reads one thing at a time.
 */
final class Deadlines {
  private final Map<Thread, Reading> readings = new ConcurrentHashMap<>();

  private record Reading(long dueNanos, AtomicBoolean over) {}

  /** The current thread begins to read something. */
  void begin(Duration most) {
    long due = System.nanoTime() + most.toNanos();
    readings.put(Thread.currentThread(), new Reading(due, new AtomicBoolean()));
  }

  /**
   * The current thread has read it. False when time was over already: then the thread is or will be
   * interrupted, and the connection is lost.
   */
  boolean end() {
    Reading reading = readings.remove(Thread.currentThread());
    return reading != null && reading.over.compareAndSet(false, true);
  }

  /**
   * The current thread reads nothing more: its connection is over. Kept until its time is over, the
   * thread and its buffers would fill the memory when callers come and go quickly.
   */
  void forget() {
    readings.remove(Thread.currentThread());
  }

  /** How many threads read something. */
  int reading() {
    return readings.size();
  }

  /** Interrupts what is overdue; called every second or so. */
  void run() {
    long now = System.nanoTime();
    readings.forEach(
        (reader, reading) -> {
          if (now - reading.dueNanos >= 0 && reading.over.compareAndSet(false, true)) {
            readings.remove(reader, reading);
            reader.interrupt();
          }
        });
  }
}
