package dev.coffer.server.gate;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.policy.Decision;
import java.util.Optional;
import java.util.function.Supplier;

/** The two records of one request: one before and one after, however often the work is repeated. */
final class Session {
  /** The end of a request that something threw which nobody expected. */
  static final String BUG = "internal error";

  private final Audit audit;
  private Audit.Seen seen;
  private Optional<Audit.Entry> entry = Optional.empty();
  private boolean ended;

  Session(Audit audit, Audit.Seen seen) {
    this.audit = audit;
    this.seen = seen;
  }

  /** What is known by now; told by the next record. */
  void sees(Caller caller, Optional<Decision> decision) {
    boolean denied = decision.isPresent() && decision.get() instanceof Decision.Deny;
    String error = denied ? Reasons.of(new Failure.Forbidden()) : "";
    seen = new Audit.Seen(seen.ask(), caller, decision, error);
  }

  Caller caller() {
    return seen.caller();
  }

  /** Writes the before record, once. */
  void begin() {
    if (entry.isEmpty()) {
      entry = Optional.of(audit.before(seen));
    }
  }

  boolean hasBegun() {
    return entry.isPresent();
  }

  /** Writes both records of a request that never began. */
  void refuse(String error) {
    seen = new Audit.Seen(seen.ask(), seen.caller(), seen.decision(), error);
    begin();
    end(Optional.empty());
  }

  /** Writes the after record of an answer. What this throws, the answer must not survive. */
  void succeed(Answer answer) {
    end(Optional.of(answer));
  }

  /** Runs {@code work}; whatever it throws is recorded as the end, and thrown on. */
  Answer recording(Supplier<Answer> work) {
    try {
      return work.get();
    } catch (Refused refused) {
      fail(Reasons.of(refused.failure()), refused);
      throw refused;
    } catch (RuntimeException | Error bug) {
      fail(BUG, bug);
      throw bug;
    }
  }

  private void fail(String error, Throwable why) {
    if (ended || entry.isEmpty()) {
      return;
    }
    seen = new Audit.Seen(seen.ask(), seen.caller(), seen.decision(), error);
    try {
      end(Optional.empty());
    } catch (Refused unrecorded) {
      why.addSuppressed(unrecorded);
    }
  }

  private void end(Optional<Answer> answer) {
    ended = true;
    entry.ifPresent(begun -> begun.after(seen, answer));
  }
}
