package dev.coffer.server.identity;

import dev.coffer.server.engine.LockoutTerms;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Strangers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who guesses too often waits, as Vault's user_lockout: so many failures of one user name from one
 * source. Of one source, so that a stranger keeps nobody out elsewhere; of names that no user has too,
 * so that a lock-out tells nothing. All methods with passwords share one. In memory: each node counts
 * for itself.
 */
public final class Lockouts {
  /** More than all strangers together can fail in a quarter of an hour, by the gate's limits. */
  static final int REMEMBERED_MAX = 100_000;

  private static final Duration COME_BACK = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Map<Guesser, Count> counts = new LinkedHashMap<>(64, 0.75f, true);

  public Lockouts(InstantSource clock) {
    this.clock = clock;
  }

  private record Guesser(String mount, String user, String source) {}

  /**
   * What is remembered of one.
   *
   * @param atWork guesses whose end is not known yet
   * @param locked there were too many failures
   * @param ends when all of this is forgotten
   */
  private record Count(int failures, int atWork, boolean locked, Instant ends) {}

  /**
   * A name that is locked out, from some source.
   *
   * @param mount the prefix of the mount's rows
   */
  public record Locked(String mount, String user) implements Comparable<Locked> {
    @Override
    public int compareTo(Locked other) {
      int byMount = mount.compareTo(other.mount);
      return byMount == 0 ? user.compareTo(other.user) : byMount;
    }
  }

  /**
   * One guess, from before it is checked until its end is known.
   *
   * @see #begin
   */
  public final class Guess {
    private final Optional<Guesser> guesser;
    private final LockoutTerms terms;

    private Guess(Optional<Guesser> guesser, LockoutTerms terms) {
      this.guesser = guesser;
      this.terms = terms;
    }

    public void failed() {
      guesser.ifPresent(counted -> end(counted, 1, terms));
    }

    public void succeeded() {
      guesser.ifPresent(counted -> forget(counted));
    }

    /** It was not checked after all. */
    public void dropped() {
      guesser.ifPresent(counted -> end(counted, 0, terms));
    }
  }

  /**
   * Lets a guess be checked.
   *
   * @param terms of the mount
   * @param mount the prefix of its rows
   * @param user in the one spelling that counts
   * @throws Refused {@code Forbidden} while locked out, {@code Throttled} when so many guesses are at
   *     work that all could fail
   */
  public synchronized Guess begin(LockoutTerms terms, String mount, String user, String address) {
    if (terms.disabled()) {
      return new Guess(Optional.empty(), terms);
    }
    Guesser guesser = new Guesser(mount, user, Strangers.nameOf(address));
    Instant now = clock.instant();
    Count known = current(guesser, now);
    if (known.locked() || known.failures() >= terms.threshold()) {
      throw new Refused(new Failure.Forbidden());
    }
    if (known.failures() + known.atWork() >= terms.threshold()) {
      throw new Refused(new Failure.Throttled(COME_BACK));
    }
    remember(guesser, new Count(known.failures(), known.atWork() + 1, false, now.plus(terms.counterReset())));
    return new Guess(Optional.of(guesser), terms);
  }

  /** Names that are locked out now, in order. */
  public synchronized Set<Locked> locked() {
    Instant now = clock.instant();
    Set<Locked> locked = new TreeSet<>();
    counts.forEach(
        (guesser, count) -> {
          if (count.locked() && now.isBefore(count.ends())) {
            locked.add(new Locked(guesser.mount(), guesser.user()));
          }
        });
    return locked;
  }

  /** Forgets the failures of a name, from every source. */
  public synchronized void unlock(Locked user) {
    counts.keySet().removeIf(guesser -> guesser.mount().equals(user.mount()) && guesser.user().equals(user.user()));
  }

  private Count current(Guesser guesser, Instant now) {
    @Nullable Count known = counts.get(guesser);
    return known == null || !now.isBefore(known.ends()) ? new Count(0, 0, false, now) : known;
  }

  private void remember(Guesser guesser, Count count) {
    counts.put(guesser, count);
    if (counts.size() > REMEMBERED_MAX) {
      counts.remove(counts.keySet().iterator().next());
    }
  }

  private synchronized void end(Guesser guesser, int failures, LockoutTerms terms) {
    Instant now = clock.instant();
    Count known = current(guesser, now);
    int all = known.failures() + failures;
    boolean locked = all >= terms.threshold();
    Instant ends = now.plus(locked ? terms.duration() : terms.counterReset());
    remember(guesser, new Count(all, Math.max(0, known.atWork() - 1), locked, ends));
  }

  private synchronized void forget(Guesser guesser) {
    @Nullable Count known = counts.remove(guesser);
    if (known != null && known.atWork() > 1) {
      counts.put(guesser, new Count(0, known.atWork() - 1, false, known.ends()));
    }
  }
}
