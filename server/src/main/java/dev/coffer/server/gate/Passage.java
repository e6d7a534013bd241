package dev.coffer.server.gate;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.policy.AclRevision;
import dev.coffer.server.gate.policy.Decision;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One request on its way through {@link Gate#pass}. Used by one thread, once. */
final class Passage {
  private final Barrier barrier;
  private final Callers callers;
  private final Rules rules;
  private final Strangers strangers;
  private final Delivery delivery;
  private final Ask ask;
  private final Session session;

  /** The caller as it is after its use was counted; a request counts once, however often repeated. */
  private Optional<Caller> counted = Optional.empty();

  Passage(
      Barrier barrier,
      Callers callers,
      Rules rules,
      Audit audit,
      Strangers strangers,
      Delivery delivery,
      Ask ask) {
    this.barrier = barrier;
    this.callers = callers;
    this.rules = rules;
    this.strangers = strangers;
    this.delivery = delivery;
    this.ask = ask;
    this.session =
        new Session(audit, new Audit.Seen(ask, Caller.anonymous(), Optional.empty(), ""));
  }

  Answer run(Function<Permit, Answer> work) {
    try {
      return session.recording(() -> Races.repeat(ask.id(), () -> attempt(work)));
    } finally {
      counted.ifPresent(this::endUse);
    }
  }

  private Answer attempt(Function<Permit, Answer> work) {
    Standing standing = stand();
    session.begin();
    Caller caller = count(standing.caller());
    if (!(standing.verdict() instanceof Verdict.Granted granted)) {
      throw new Refused(new Failure.Forbidden());
    }
    List<Expectation> identity = join(caller.revisions(), ask.mount().revisions());
    Permit permit =
        new Permit(
            caller,
            ask.needs()::contains,
            standing.isRoot() ? identity : join(identity, List.of(standing.rules().revision())),
            granted.existed(),
            standing.judge()::decide);
    Answer answer;
    try {
      answer = work.apply(permit);
    } finally {
      permit.end();
    }
    return delivery.deliver(session, ask, answer, identity);
  }

  /** Who asks and what the rules say, both at one position of the store. */
  private record Standing(Caller caller, AclRevision rules, Judge judge, Verdict verdict) {
    boolean isRoot() {
      return rules.acl().isRoot();
    }
  }

  private Standing stand() {
    try (Reading reading = barrier.read()) {
      Caller caller = authenticate(reading);
      session.sees(caller, Optional.empty());
      AclRevision found = rules.acl(reading, caller.tokenPolicies(), caller.persona());
      Judge judge = new Judge(ask, found.acl());
      Verdict verdict = judge.decideAll();
      session.sees(caller, Optional.of(decisionOf(verdict)));
      return new Standing(caller, found, judge, verdict);
    } catch (Refused refused) {
      throw session.hasBegun() ? refused : recorded(refused);
    } catch (Conflict lost) {
      throw lost;
    } catch (RuntimeException bug) {
      if (!session.hasBegun()) {
        session.refuse(Session.BUG);
      }
      throw bug;
    }
  }

  /**
   * Once its use is counted a request goes on with it, though others may have used the token up
   * meanwhile; that it was not revoked, every commit checks by the caller's revisions.
   */
  private Caller authenticate(Reading reading) {
    return counted.isPresent()
        ? callers.standing(reading, counted.get())
        : callers.authenticate(reading, ask.evidence(), ask.origin());
  }

  private Caller count(Caller caller) {
    if (caller.usesLeft() == 0 || counted.isPresent()) {
      return caller;
    }
    Caller after = callers.countUse(caller);
    counted = Optional.of(after);
    return after;
  }

  /** Both records of a request that was refused before it began; a stranger's only sometimes. */
  private Refused recorded(Refused refused) {
    String address = ask.origin().address();
    switch (refused.failure()) {
      case Failure.Sealed _, Failure.Uninitialized _ -> {
        return refused; // The keys of the audit records are sealed too.
      }
      default -> {}
    }
    boolean stranger = session.caller().tokenType().isEmpty();
    if (!stranger) {
      session.refuse(Reasons.of(refused.failure()));
      return refused;
    }
    boolean exhausted = strangers.exhausts(address);
    if (strangers.records(address)) {
      session.refuse(Reasons.of(refused.failure()));
    }
    return exhausted ? new Refused(new Failure.Throttled(Duration.ofSeconds(1))) : refused;
  }

  /** The token's count already says that it is used up; expiry removes what stays behind here. */
  private void endUse(Caller caller) {
    try {
      callers.afterUse(caller);
    } catch (Refused | Conflict _) {
      return;
    }
  }

  private static Decision decisionOf(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Granted granted -> new Decision.Allow(granted.grantedBy());
      case Verdict.Denied denied -> new Decision.Deny(denied.reason());
    };
  }

  private static List<Expectation> join(List<Expectation> some, List<Expectation> more) {
    if (more.isEmpty()) {
      return some;
    }
    List<Expectation> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
