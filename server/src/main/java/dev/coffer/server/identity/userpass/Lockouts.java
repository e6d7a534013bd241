package dev.coffer.server.identity.userpass;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Strangers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who guesses too often waits: five failures of one user name from one source, as Vault's
 * user_lockout. Of one source, so that a stranger keeps nobody out elsewhere; of names that no user
 * has too, so that a lock-out tells nothing. In memory: each node counts for itself.
 */
final class Lockouts {
  static final int FAILURES_MAX = 5;
  static final Duration LOCKED = Duration.ofMinutes(15);

  /** More than all strangers together can fail in {@link #LOCKED}, by the gate's limits. */
  static final int REMEMBERED_MAX = 100_000;

  private static final Duration COME_BACK = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Map<Guesser, Count> counts = new LinkedHashMap<>(64, 0.75f, true);

  Lockouts(InstantSource clock) {
    this.clock = clock;
  }

  private record Guesser(String mount, String user, String source) {}

  /** @param atWork guesses whose end is not known yet */
  private record Count(int failures, int atWork, Instant last) {}

  /**
   * One guess, from before it is checked until its end is known.
   *
   * @see #begin
   */
  final class Guess {
    private final Guesser guesser;

    private Guess(Guesser guesser) {
      this.guesser = guesser;
    }

    void failed() {
      end(guesser, 1);
    }

    void succeeded() {
      forget(guesser);
    }

    /** It was not checked after all. */
    void dropped() {
      end(guesser, 0);
    }
  }

  /**
   * Lets a guess be checked.
   *
   * @throws Refused {@code Forbidden} while locked out, {@code Throttled} when so many guesses are at
   *     work that all could fail
   */
  synchronized Guess begin(String mount, String user, String address) {
    Guesser guesser = new Guesser(mount, user, Strangers.nameOf(address));
    Instant now = clock.instant();
    Count known = current(guesser, now);
    if (known.failures() >= FAILURES_MAX) {
      throw new Refused(new Failure.Forbidden());
    }
    if (known.failures() + known.atWork() >= FAILURES_MAX) {
      throw new Refused(new Failure.Throttled(COME_BACK));
    }
    counts.put(guesser, new Count(known.failures(), known.atWork() + 1, now));
    if (counts.size() > REMEMBERED_MAX) {
      counts.remove(counts.keySet().iterator().next());
    }
    return new Guess(guesser);
  }

  private Count current(Guesser guesser, Instant now) {
    @Nullable Count known = counts.get(guesser);
    boolean counts = known != null && now.isBefore(known.last().plus(LOCKED));
    return known == null || !counts ? new Count(0, 0, now) : known;
  }

  private synchronized void end(Guesser guesser, int failures) {
    Instant now = clock.instant();
    Count known = current(guesser, now);
    counts.put(
        guesser,
        new Count(known.failures() + failures, Math.max(0, known.atWork() - 1), now));
  }

  private synchronized void forget(Guesser guesser) {
    @Nullable Count known = counts.remove(guesser);
    if (known != null && known.atWork() > 1) {
      counts.put(guesser, new Count(0, known.atWork() - 1, known.last()));
    }
  }
}
