package dev.coffer.server.gate;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one door. In this order: who asks, may they, record it, count the token's use, do the work,
 * wrap the answer, record the end, answer. What cannot be recorded before does not happen; what
 * cannot be recorded after is not given (design: "The way of a request").
 */
public final class Gate {
  private final Barrier barrier;
  private final Callers callers;
  private final Rules rules;
  private final Audit audit;
  private final Strangers strangers;
  private final Delivery delivery;

  /**
   * @param wrapper puts answers into single-use envelopes
   * @param leases takes back a lease that was just made and whose record could not be written
   */
  public Gate(
      Barrier barrier,
      Callers callers,
      Rules rules,
      Audit audit,
      Strangers strangers,
      Wrapper wrapper,
      Consumer<LeaseGrant> leases) {
    this.barrier = barrier;
    this.callers = callers;
    this.rules = rules;
    this.audit = audit;
    this.strangers = strangers;
    this.delivery = new Delivery(wrapper, new Withdrawal(callers, wrapper, leases));
  }

  /**
   * Authenticated, decided by policy, recorded: nearly every request.
   *
   * @param work repeated after a lost race, so it must be safe to repeat; its Permit ends with it
   * @throws Refused {@code Unauthenticated}, {@code Forbidden}, {@code Unavailable} when nothing can
   *     be recorded, {@code Contended} after too many lost races, or what {@code work} throws
   */
  public Answer pass(Ask ask, Function<Permit, Answer> work) {
    return new Passage(barrier, callers, rules, audit, strangers, delivery, ask).run(work);
  }

  /** Recorded, without policy, limited by source: logins, where every guess costs something. */
  public Answer login(Ask ask, Function<Permit, Answer> work) {
    strangers.admit(ask.origin().address());
    return redeem(ask, work);
  }

  /**
   * The same for a request that carries what only this server can have made, such as a wrapping
   * token: no guess, so it is served whatever strangers at its address have done.
   */
  public Answer redeem(Ask ask, Function<Permit, Answer> work) {
    refuseWhileSealed();
    Session session = new Session(audit, new Audit.Seen(ask, Caller.anonymous(), Optional.empty(), ""));
    session.begin();
    try {
      return session.recording(() -> repeatedly(session, ask, work));
    } catch (Refused refused) {
      if (isTheirFault(refused.failure())) {
        strangers.exhausts(ask.origin().address());
      }
      throw refused;
    }
  }

  /** A sealed server knows nothing, not even which tokens cannot be its own. */
  private void refuseWhileSealed() {
    barrier.read().close();
  }

  /**
   * What must also work while sealed: health, unseal, init. Limited by source; recorded while
   * unsealed: every change, which spends of the source's refusals, and mere looks as often as {@link
   * Strangers} allows. A look is answered also when it cannot be recorded: whoever watches the
   * server must be able to see what state it is in.
   */
  public Answer bare(Ask ask, Function<Permit, Answer> work) {
    String address = ask.origin().address();
    boolean look = ask.operation() == Operation.READ;
    strangers.admitBare(address);
    if (!look) {
      strangers.admit(address);
      strangers.exhausts(address);
    }
    Session session =
        new Session(
            look ? new Unwithheld(audit) : audit,
            new Audit.Seen(ask, Caller.anonymous(), Optional.empty(), ""));
    if (!look || strangers.records(address)) {
      beginUnlessSealed(session);
    }
    return session.recording(() -> repeatedly(session, ask, work));
  }

  /** Writes the summaries of refusals that had no record of their own; called about once a second. */
  public void run(Instant now) {
    strangers.due(now).forEach(audit::summary);
  }

  private Answer repeatedly(Session session, Ask ask, Function<Permit, Answer> work) {
    return Races.repeat(
        ask.id(),
        () -> {
          Permit permit = permitFor(ask);
          Answer answer;
          try {
            answer = work.apply(permit);
          } finally {
            permit.end();
          }
          return delivery.deliver(session, ask, answer, ask.mount().revisions());
        });
  }

  /** These doors decide nothing, so they permit nothing but the request's own path. */
  private static Permit permitFor(Ask ask) {
    return new Permit(
        Caller.anonymous(),
        need -> need.path().equals(ask.path()),
        ask.mount().revisions(),
        Optional.empty(),
        (_, _) -> new Verdict.Denied("this door decides nothing"));
  }

  private static void beginUnlessSealed(Session session) {
    try {
      session.begin();
    } catch (Refused refused) {
      switch (refused.failure()) {
        case Failure.Sealed _, Failure.Uninitialized _ -> {}
        default -> throw refused;
      }
    }
  }

  /** Only what a guess can cause is charged: a store that does not answer is nobody's fault. */
  private static boolean isTheirFault(Failure failure) {
    return !(failure instanceof Failure.Unavailable
        || failure instanceof Failure.Contended
        || failure instanceof Failure.Sealed
        || failure instanceof Failure.Uninitialized
        || failure instanceof Failure.Integrity);
  }
}
