package dev.coffer.server.identity.ldap;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** So many conversations at once, of all mounts together: strangers ask for them. */
final class Turns {
  /** Conversations. */
  static final int AT_ONCE_MAX = 32;

  private static final long WAIT_MILLIS_MAX = 1_000;

  private final Semaphore free = new Semaphore(AT_ONCE_MAX, true);

  /** A turn, until it is closed. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a turn, a second at most.
   *
   * @throws Refused {@code Unavailable} when all are at work
   */
  Turn take() {
    try {
      if (free.tryAcquire(WAIT_MILLIS_MAX, TimeUnit.MILLISECONDS)) {
        return free::release;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new Refused(new Failure.Unavailable("the directory"));
  }
}
