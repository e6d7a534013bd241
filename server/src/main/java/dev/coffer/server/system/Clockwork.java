package dev.coffer.server.system;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Drives everything that happens without a request: expiry, tidying, resuming. One thread, so that
 * two tasks never run at once; each task does a bounded piece of work a turn. A task that fails is
 * logged by its name and tried again at its next turn; it stops no other.
 */
public final class Clockwork implements AutoCloseable {
  private static final Duration TURN = Duration.ofMillis(250);
  private static final Duration STOP_WAIT = Duration.ofSeconds(10);

  /** Something to do every so often; {@code work} is given the time. */
  public record Task(String name, Duration every, Consumer<Instant> work) {}

  private final InstantSource clock;
  private final List<Task> tasks;
  private final Logger log;
  private final Map<String, Instant> due = new HashMap<>();
  private final Thread thread;
  private volatile boolean stopping;

  public Clockwork(InstantSource clock, List<Task> tasks, Logger log) {
    this.clock = clock;
    this.tasks = List.copyOf(tasks);
    this.log = log;
    this.thread = Thread.ofPlatform().daemon().name("clockwork").unstarted(this::loop);
  }

  public void start() {
    thread.start();
  }

  private void loop() {
    while (!stopping) {
      run(clock.instant());
      LockSupport.parkNanos(TURN.toNanos());
    }
  }

  /** Does what is due at {@code now}; tests call this instead of starting the thread. */
  public void run(Instant now) {
    for (Task task : tasks) {
      if (stopping || now.isBefore(due.getOrDefault(task.name(), Instant.MIN))) {
        continue;
      }
      due.put(task.name(), now.plus(task.every()));
      try {
        task.work().accept(now);
      } catch (RuntimeException problem) {
        log.log(Level.WARNING, "background task {0} failed: {1}", task.name(), problem.toString());
      }
    }
  }

  /** Waits for the task at hand; what it had not finished goes on at the next start. */
  @Override
  public void close() {
    stopping = true;
    // Not an interrupt: that would close the file channel a task may be writing to.
    LockSupport.unpark(thread);
    if (!thread.isAlive()) {
      return;
    }
    try {
      thread.join(STOP_WAIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
