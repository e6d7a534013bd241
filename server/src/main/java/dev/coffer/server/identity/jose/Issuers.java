package dev.coffer.server.identity.jose;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.outgoing.Outgoing;
import dev.coffer.server.outgoing.Unanswered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What is known of issuers, asked for when it is needed: one call at a time for each, at most one in
 * {@link #ASKED_AGAIN}, whatever strangers send. So a key that an issuer has just added is known after
 * that time, and one it has taken back counts for no longer than {@link #FRESH}, or {@link #STALE_MAX} where
 * the issuer cannot be asked.
 */
public final class Issuers {
  /** After that time it is asked again before its keys are used. */
  static final Duration FRESH = Duration.ofMinutes(10);

  /** Longer than that nothing counts without having been asked for again. */
  static final Duration STALE_MAX = Duration.ofHours(1);

  /** Between two calls to one issuer, also after a failure. */
  static final Duration ASKED_AGAIN = Duration.ofSeconds(10);

  /** Issuers remembered; the one not used for longest goes first. */
  static final int REMEMBERED_MAX = 1_000;

  private static final Duration TURN_MAX = Duration.ofSeconds(15);
  private static final System.Logger LOG = System.getLogger("coffer.logins");

  private final Outgoing outgoing;
  private final InstantSource clock;
  private final Map<Issuer.Place, Asked> all = new LinkedHashMap<>(16, 0.75f, true);

  public Issuers(Outgoing outgoing, InstantSource clock) {
    this.outgoing = outgoing;
    this.clock = clock;
  }

  /** One issuer, and when it was asked. */
  private static final class Asked {
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Optional<Known> known = Optional.empty();
    private volatile Instant tried = Instant.MIN;
  }

  private record Known(Issuer issuer, Instant since) {
    boolean isYoungerThan(Duration age, Instant now) {
      return now.isBefore(since.plus(age));
    }
  }

  /** The issuer at a place, as it was within {@link #FRESH}. */
  public Issuer at(Issuer.Place place) {
    return at(place, _ -> true);
  }

  /**
   * The issuer that may have signed a token.
   *
   * @throws Refused {@code Unavailable} when nothing recent is known of it
   */
  public Issuer of(Issuer.Place place, Jwt token) {
    return at(place, issuer -> issuer.keys().knows(token));
  }

  /**
   * Asks a place at once, for whoever configures it.
   *
   * @throws Refused {@code Malformed} that says what is wrong there
   */
  public void check(String field, Issuer.Place place) {
    try {
      remember(asked(place), Issuer.ask(outgoing, place));
    } catch (Unanswered failed) {
      throw Refused.malformed("error checking " + field + ": " + failed.why());
    }
  }

  private Issuer at(Issuer.Place place, Predicate<Issuer> enough) {
    Asked asked = asked(place);
    Optional<Known> fresh = fresh(asked, enough);
    if (fresh.isEmpty() && (mayAsk(asked) || asked.turn.isLocked())) {
      askInTurn(asked, place, enough);
    }
    Instant now = clock.instant();
    return asked
        .known
        .filter(known -> known.isYoungerThan(STALE_MAX, now))
        .map(Known::issuer)
        .orElseThrow(() -> new Refused(new Failure.Unavailable("the issuer of the tokens")));
  }

  private Optional<Known> fresh(Asked asked, Predicate<Issuer> enough) {
    Instant now = clock.instant();
    return asked.known.filter(known -> known.isYoungerThan(FRESH, now) && enough.test(known.issuer()));
  }

  private boolean mayAsk(Asked asked) {
    return asked.tried.equals(Instant.MIN) || !clock.instant().isBefore(asked.tried.plus(ASKED_AGAIN));
  }

  /** Whoever waited for another's call uses what that brought. */
  private void askInTurn(Asked asked, Issuer.Place place, Predicate<Issuer> enough) {
    try {
      if (!asked.turn.tryLock(TURN_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      if (fresh(asked, enough).isEmpty() && mayAsk(asked)) {
        asked.tried = clock.instant();
        remember(asked, Issuer.ask(outgoing, place));
      }
    } catch (Unanswered failed) {
      LOG.log(System.Logger.Level.WARNING, "an issuer of tokens cannot be asked: {0}", failed.why());
    } finally {
      asked.turn.unlock();
    }
  }

  private void remember(Asked asked, Issuer issuer) {
    Instant now = clock.instant();
    asked.tried = now;
    asked.known = Optional.of(new Known(issuer, now));
  }

  private synchronized Asked asked(Issuer.Place place) {
    Asked asked = all.computeIfAbsent(place, _ -> new Asked());
    if (all.size() > REMEMBERED_MAX) {
      all.remove(all.keySet().iterator().next());
    }
    return asked;
  }
}
