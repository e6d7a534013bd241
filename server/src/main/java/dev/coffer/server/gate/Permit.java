package dev.coffer.server.gate;

import dev.coffer.server.storage.Expectation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The gate's word that a caller may do what was asked, for as long as the request lasts. Engines
 * demand one for every operation that touches a secret; only the gate makes them, so forgetting to
 * authorize does not compile.
 */
public final class Permit {
  private final Caller caller;
  private final Set<Need> granted;
  private final List<Expectation> revisions;
  private final Optional<Boolean> existed;
  private final Function<Need, Optional<Permit>> narrower;
  private volatile boolean ended;

  Permit(
      Caller caller,
      Set<Need> granted,
      List<Expectation> revisions,
      Optional<Boolean> existed,
      Function<Need, Optional<Permit>> narrower) {
    this.caller = caller;
    this.granted = Set.copyOf(granted);
    this.revisions = List.copyOf(revisions);
    this.existed = existed;
    this.narrower = narrower;
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
    if (ended) {
      throw new IllegalStateException("the permit is over");
    }
    if (!granted.contains(need)) {
      throw new IllegalStateException("the permit is for something else");
    }
  }

  /** A further permit for something found during the work, or empty when the rules refuse it. */
  public Optional<Permit> narrow(Need need) {
    if (ended) {
      throw new IllegalStateException("the permit is over");
    }
    return narrower.apply(need);
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

  /** Called by the gate when the work is over. */
  void end() {
    ended = true;
  }
}
