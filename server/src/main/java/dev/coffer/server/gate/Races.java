package dev.coffer.server.gate;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Conflict;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** The one loop that repeats what lost a race. */
final class Races {
  static final int ATTEMPTS_MAX = 24;
  private static final long STEP_NANOS = 100_000;

  private Races() {}

  /**
   * Tries until nobody else was faster, at most {@link #ATTEMPTS_MAX} times.
   *
   * @param seed spreads the pauses of different requests
   */
  static <R> R repeat(String seed, Supplier<R> attempt) {
    for (int attempts = 1; attempts < ATTEMPTS_MAX; attempts++) {
      try {
        return attempt.get();
      } catch (Conflict _) {
        pause(seed, attempts);
      }
    }
    try {
      return attempt.get();
    } catch (Conflict _) {
      throw new Refused(new Failure.Contended());
    }
  }

  private static void pause(String seed, int attempts) {
    long span = STEP_NANOS * attempts;
    LockSupport.parkNanos(Math.floorMod(seed.hashCode() * 31L + attempts * 7_919L, span));
  }
}
