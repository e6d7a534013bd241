package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One after the other where a database was seen to fail at doing things at once: two transactions of
 * PostgreSQL that grant on the same table end with "tuple concurrently updated" for one of them.
 * Connections that never had such a failure know no turns.
 */
final class Turns {
  private static final int KNOWN_MAX = 1_000;
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  /** A sweep has other work than to wait for one database. */
  private static final Duration SWEEP_WAIT_MAX = Duration.ofMillis(250);

  private static final Duration LATER = Duration.ofSeconds(1);

  private final ConcurrentHashMap<String, ReentrantLock> contended = new ConcurrentHashMap<>();

  /** From now on there are turns for that connection. */
  void contended(String key) {
    if (contended.size() < KNOWN_MAX) {
      contended.computeIfAbsent(key, _ -> new ReentrantLock());
    }
  }

  /** What is done with a connection. */
  interface Work<E extends Exception> {
    void run() throws E;
  }

  /**
   * Runs it when its turn comes.
   *
   * @param eager whether somebody waits for it
   * @throws Refused when that takes too long: {@code Unavailable}, and {@code Throttled} where nobody waits
   */
  <E extends Exception> void take(String key, boolean eager, Work<E> work) throws E {
    Optional<ReentrantLock> turn = Optional.ofNullable(contended.get(key));
    if (turn.isPresent()) {
      await(turn.get(), eager);
    }
    try {
      work.run();
    } finally {
      turn.ifPresent(ReentrantLock::unlock);
    }
  }

  private static void await(ReentrantLock turn, boolean eager) {
    Duration wait = eager ? WAIT_MAX : SWEEP_WAIT_MAX;
    try {
      if (turn.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new Refused(
        eager ? new Failure.Unavailable("a database with too much to do") : new Failure.Throttled(LATER));
  }
}
