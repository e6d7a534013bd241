package dev.coffer.server.gate;

import dev.coffer.server.storage.Expectation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The gate's word that a caller may do what was asked, for as long as the request lasts. Engines
 * demand one for every operation that touches a secret; only the gate makes them, so forgetting to
 * authorize does not compile.
 */
public final class Permit {
  private final Caller caller;
  private final Predicate<Need> granted;
  private final List<Expectation> revisions;
  private final Optional<Boolean> existed;
  private final Narrower narrower;
  private final AtomicBoolean ended;

  Permit(
      Caller caller,
      Predicate<Need> granted,
      List<Expectation> revisions,
      Optional<Boolean> existed,
      Narrower narrower) {
    this(caller, granted, revisions, existed, narrower, new AtomicBoolean());
  }

  private Permit(
      Caller caller,
      Predicate<Need> granted,
      List<Expectation> revisions,
      Optional<Boolean> existed,
      Narrower narrower,
      AtomicBoolean ended) {
    this.caller = caller;
    this.granted = granted;
    this.revisions = List.copyOf(revisions);
    this.existed = existed;
    this.narrower = narrower;
    this.ended = ended;
  }

  /** Decides about one more need during the work. */
  @FunctionalInterface
  interface Narrower {
    Verdict decide(Need need, BooleanSupplier exists);
  }

  /** For whom the work is done. */
  public Caller caller() {
    return caller;
  }

  /**
   * The engine's own check that the permit is for what it is about to do. A mismatch is a bug, not
   * a refusal.
   */
  public void requires(Need need) {
    checkAlive();
    if (!granted.test(need)) {
      throw new IllegalStateException("the permit is for something else");
    }
  }

  /**
   * A further permit for something found during the work, or empty when the rules refuse it. For a
   * {@link Need#write} the rules must grant create and update both: whether the thing exists is not
   * asked.
   */
  public Optional<Permit> narrow(Need need) {
    return narrow(need, Optional.empty());
  }

  /** As {@link #narrow(Need)}; {@code exists} decides a {@link Need#write} as the gate would. */
  public Optional<Permit> narrow(Need need, BooleanSupplier exists) {
    return narrow(need, Optional.of(exists));
  }

  private Optional<Permit> narrow(Need need, Optional<BooleanSupplier> exists) {
    checkAlive();
    boolean undecidable = need.either() && exists.isEmpty();
    Need asked = undecidable ? new Need(need.path(), need.capabilities(), false) : need;
    return switch (narrower.decide(asked, exists.orElse(() -> false))) {
      case Verdict.Granted verdict ->
          Optional.of(
              new Permit(caller, need::equals, revisions, verdict.existed(), narrower, ended));
      case Verdict.Denied _ -> Optional.empty();
    };
  }

  /** What every commit under this permit expects, so that nothing takes effect after a revocation. */
  public List<Expectation> revisions() {
    return revisions;
  }

  /**
   * Whether the thing existed when create-or-update was decided by it; the commit must expect the
   * same. Empty when the rules granted both, and nothing was read.
   */
  public Optional<Boolean> existed() {
    return existed;
  }

  /** Called by the gate when the work is over; ends the narrowed permits too. */
  void end() {
    ended.set(true);
  }

  private void checkAlive() {
    if (ended.get()) {
      throw new IllegalStateException("the permit is over");
    }
  }
}
