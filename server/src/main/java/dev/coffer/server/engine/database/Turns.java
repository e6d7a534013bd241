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

  private final ConcurrentHashMap<String, ReentrantLock> contended = new ConcurrentHashMap<>();

  /** From now on there are turns for that connection. */
  void contended(String key) {
    if (contended.size() < KNOWN_MAX) {
      contended.computeIfAbsent(key, _ -> new ReentrantLock(true));
    }
  }

  /** What is done with a connection. */
  interface Work<E extends Exception> {
    void run() throws E;
  }

  /**
   * Runs it when its turn comes.
   *
   * @throws Refused {@code Unavailable} when that takes too long
   */
  <E extends Exception> void take(String key, Work<E> work) throws E {
    Optional<ReentrantLock> turn = Optional.ofNullable(contended.get(key));
    if (turn.isPresent()) {
      await(turn.get());
    }
    try {
      work.run();
    } finally {
      turn.ifPresent(ReentrantLock::unlock);
    }
  }

  private static void await(ReentrantLock turn) {
    try {
      if (turn.tryLock(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new Refused(new Failure.Unavailable("a database with too much to do"));
  }
}
