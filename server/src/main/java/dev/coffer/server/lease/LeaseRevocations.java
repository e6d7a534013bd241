package dev.coffer.server.lease;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.lease.LeaseBook.Due;
import dev.coffer.server.lease.LeaseBook.Found;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Ends leases: by time in the order of time, and by command. What could not be ended is tried again,
 * later each time, and stays in the list of the stuck with the reason until it could.
 */
public final class LeaseRevocations {
  /** The most that one {@link #run} takes up. */
  public static final int RUN_MAX = 1_000;

  private static final int PAGE = 256;
  private static final int RACES_MAX = 100;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** The longest that a command waits for a target that takes only so many in a second. */
  private static final Duration PACED_MAX = Duration.ofMinutes(10);

  private final Barrier barrier;
  private final LeaseBook book;
  private final ForwardClock clock;
  private final Map<String, Revoker> revokers;

  /**
   * Made once.
   *
   * @param revokers by the names that leases are issued with
   */
  public LeaseRevocations(
      Barrier barrier, LeaseBook book, ForwardClock clock, Map<String, Revoker> revokers) {
    this.barrier = barrier;
    this.book = book;
    this.clock = clock;
    this.revokers = Map.copyOf(revokers);
  }

  /**
   * What one run did.
   *
   * @param more something is due that this run did not reach: run again soon
   */
  public record Swept(int ended, int failed, boolean more) {}

  /** Whether anything is due, so that an idle server writes no audit records about nothing. */
  public boolean isDue(Instant now) {
    try (Reading reading = barrier.read()) {
      return book.earliest(reading, 1).stream().anyMatch(due -> !due.at().isAfter(now));
    }
  }

  /** Ends what is due, earliest first, at most {@link #RUN_MAX}. */
  public Swept run(Instant now) {
    clock.mark(barrier);
    List<Due> places;
    try (Reading reading = barrier.read()) {
      places = book.earliest(reading, RUN_MAX);
    }
    int ended = 0;
    int failed = 0;
    for (Due due : places) {
      if (due.at().isAfter(now)) {
        return new Swept(ended, failed, false);
      }
      if (sweep(due, now)) {
        ended++;
      } else {
        failed++;
      }
    }
    return new Swept(ended, failed, places.size() == RUN_MAX);
  }

  private boolean sweep(Due due, Instant now) {
    Optional<Found> found = find(due.id());
    if (found.isEmpty() || !found.get().lease().due().equals(due.at())) {
      Changes changes = new Changes();
      book.removeStale(changes, due, found);
      committed(changes);
      return true;
    }
    try {
      return end(found.get(), now, Revoker::revoke).isEmpty();
    } catch (Conflict _) {
      return false; // Somebody is at it; it is still due, and the next run looks again.
    }
  }

  /**
   * Ends one lease now; one that is not there has ended already.
   *
   * @param restsOn what the first commit expects besides, such as a permit's revisions
   * @throws Refused {@code Unavailable} when it is ended but what it stands for is not yet
   */
  public void revoke(String id, Collection<Expectation> restsOn) {
    if (!revoked(id, restsOn)) {
      throw notYet();
    }
  }

  /** Ends all leases below a prefix, which ends in a slash. Returns how many. */
  public int revokePrefix(String prefix, Collection<Expectation> restsOn) {
    return each(prefix, restsOn, this::revoked);
  }

  /**
   * Forgets all leases below a prefix, also those that could not be revoked: what they stand for may
   * go on living outside. Returns how many.
   */
  public int forgetPrefix(String prefix, Collection<Expectation> restsOn) {
    return each(prefix, restsOn, this::forgotten);
  }

  /** What is done to one lease of many; false when it did not work out. */
  private interface Step {
    boolean done(String id, Collection<Expectation> restsOn);
  }

  /** The first rests on the decision; the others have been decided with it, and races are theirs. */
  private int each(String prefix, Collection<Expectation> restsOn, Step step) {
    int count = 0;
    boolean all = true;
    String after = "";
    for (List<String> page = page(prefix, after); !page.isEmpty(); page = page(prefix, after)) {
      for (String id : page) {
        all &= count == 0 ? step.done(id, restsOn) : repeated(id, step);
        count++;
        after = id;
      }
    }
    if (!all) {
      throw notYet();
    }
    return count;
  }

  private static boolean repeated(String id, Step step) {
    for (int races = 0; ; races++) {
      try {
        return step.done(id, List.of());
      } catch (Conflict lost) {
        if (races == RACES_MAX) {
          throw lost;
        }
      }
    }
  }

  private boolean revoked(String id, Collection<Expectation> restsOn) {
    Optional<Found> found = find(id);
    if (found.isEmpty()) {
      return true;
    }
    Instant now = clock.instant();
    // The intent first, so that a crash in between leaves work for the sweep and not a live lease.
    Changes changes = new Changes().expectAll(restsOn);
    book.replace(changes, found.get(), found.get().lease().endedAt(now));
    barrier.commit(changes);
    return find(id).map(ending -> end(ending, now, LeaseRevocations::patiently).isEmpty()).orElse(true);
  }

  private boolean forgotten(String id, Collection<Expectation> restsOn) {
    find(id).ifPresent(found -> revokeQuietly(found.lease()));
    Optional<Found> left = find(id);
    if (left.isPresent()) {
      Changes changes = new Changes().expectAll(restsOn);
      book.remove(changes, left.get());
      barrier.commit(changes);
    }
    return true;
  }

  private static Refused notYet() {
    return new Refused(
        new Failure.Unavailable(
            "what a lease stands for; the lease is ended, and revoking is tried again: see sys/leases?type=irrevocable"));
  }

  private void revokeQuietly(Lease lease) {
    try {
      revoker(lease).revoke(lease);
    } catch (RuntimeException _) {
      return; // Forced: the caller asked for the lease to go whatever comes.
    }
  }

  /** Empty when it ended; otherwise what stood in the way, which the lease remembers. */
  private Optional<String> end(Found found, Instant now, BiConsumer<Revoker, Lease> revoking) {
    Lease lease = found.lease();
    try {
      revoking.accept(revoker(lease), lease);
    } catch (Conflict lost) {
      throw lost; // No failure of what the lease stands for.
    } catch (RuntimeException problem) {
      if (problem instanceof Refused refused
          && refused.failure() instanceof Failure.Throttled(Duration pause)) {
        replace(found, found.lease().putOffTo(now.plus(pause)));
        return Optional.of("it waits for its turn");
      }
      String why = reason(problem);
      postpone(found, now, why);
      return Optional.of(why);
    }
    // The revoker may have removed the rows itself, in one commit with what they stood for.
    find(lease.id()).filter(left -> left.version() == found.version()).ifPresent(this::remove);
    return Optional.empty();
  }

  private void remove(Found found) {
    Changes changes = new Changes();
    book.remove(changes, found);
    committed(changes);
  }

  private void postpone(Found found, Instant now, String why) {
    Instant next = now.plus(pause(found.lease().attempts()));
    replace(found, found.lease().failedAt(next, why));
  }

  private void replace(Found found, Lease next) {
    Changes changes = new Changes();
    book.replace(changes, found, next);
    committed(changes);
  }

  /** A command waits where a target takes only so many in a second; a sweep has other work. */
  private static void patiently(Revoker revoker, Lease lease) {
    long end = System.nanoTime() + PACED_MAX.toNanos();
    while (true) {
      try {
        revoker.revoke(lease);
        return;
      } catch (Refused refused) {
        if (!(refused.failure() instanceof Failure.Throttled(Duration pause)) || System.nanoTime() > end) {
          throw refused;
        }
        LockSupport.parkNanos(pause.toNanos());
      }
    }
  }

  /** False when somebody else changed the lease meanwhile: then their change holds. */
  private boolean committed(Changes changes) {
    try {
      barrier.commit(changes);
      return true;
    } catch (Conflict _) {
      return false;
    }
  }

  private Revoker revoker(Lease lease) {
    Revoker revoker = revokers.get(lease.revoker());
    if (revoker == null) {
      throw new Refused(new Failure.Unavailable("nothing in this server revokes leases of that kind"));
    }
    return revoker;
  }

  static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** Failures hold no secrets; other exceptions might, so only their kind is told. */
  private static String reason(RuntimeException problem) {
    return problem instanceof Refused refused
        ? refused.failure().toString()
        : problem.getClass().getSimpleName();
  }

  private Optional<Found> find(String id) {
    try (Reading reading = barrier.read()) {
      return book.find(reading, id);
    }
  }

  private List<String> page(String prefix, String after) {
    try (Reading reading = barrier.read()) {
      return book.ids(reading, prefix, after, PAGE);
    }
  }
}
