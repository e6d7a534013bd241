package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many revocations a second a database is asked for, where its connection sets a limit: so that the end
 * of ten thousand leases is no attack on it.
 */
final class Paces {
  private static final int KNOWN_MAX = 10_000;
  private static final long SECOND_MILLIS = 1_000;

  private final ConcurrentHashMap<String, Pace> paces = new ConcurrentHashMap<>();
  private final InstantSource clock;

  /**
   * One database.
   *
   * @param second in which it was last asked
   * @param asked how often in that second
   * @param told how many were put off since the last second in which there was room
   */
  private record Pace(long second, int asked, int told) {}

  Paces(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Counts one revocation.
   *
   * @throws Refused {@code Throttled} with the time after which its turn comes
   */
  void take(String key, int perSecond) {
    if (perSecond <= 0) {
      return;
    }
    if (paces.size() > KNOWN_MAX) {
      paces.clear(); // Costs a second's worth more of revocations, now and then.
    }
    long now = clock.millis();
    Pace after = paces.compute(key, (_, known) -> next(known, now / SECOND_MILLIS, perSecond));
    if (after.asked() > perSecond) {
      long turn = (1 + (after.told() - 1L) / perSecond) * SECOND_MILLIS - now % SECOND_MILLIS;
      throw new Refused(new Failure.Throttled(Duration.ofMillis(turn)));
    }
  }

  private static Pace next(@Nullable Pace known, long second, int perSecond) {
    if (known == null || known.second() != second) {
      return new Pace(second, 1, 0);
    }
    return known.asked() < perSecond
        ? new Pace(second, known.asked() + 1, 0)
        : new Pace(second, perSecond + 1, known.told() + 1);
  }
}
