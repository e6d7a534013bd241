package dev.coffer.server.gate;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The last steps of every request: wrap the answer, record the end, or take everything back. */
final class Delivery {
  private final Wrapper wrapper;
  private final Withdrawal withdrawal;

  Delivery(Wrapper wrapper, Withdrawal withdrawal) {
    this.wrapper = wrapper;
    this.withdrawal = withdrawal;
  }

  /**
   * The answer as it may leave.
   *
   * @param revisions what storing a wrapped answer expects
   * @throws Conflict when wrapping lost a race and the request, a mere look, is safe to repeat
   */
  Answer deliver(Session session, Ask ask, Answer inner, List<Expectation> revisions) {
    Optional<WrapGrant> wrapped = wrap(ask, inner, revisions);
    Answer told = wrapped.map(grant -> envelope(grant, inner)).orElse(inner);
    try {
      session.succeed(told);
    } catch (RuntimeException unrecorded) {
      withdrawal.withdraw(inner, wrapped, unrecorded);
      throw unrecorded;
    }
    return told;
  }

  private Optional<WrapGrant> wrap(Ask ask, Answer inner, List<Expectation> revisions) {
    Optional<Duration> ttl = ask.wrapTtl().filter(Duration::isPositive);
    if (ttl.isEmpty() || !isWrappable(inner)) {
      return Optional.empty();
    }
    try {
      return Optional.of(wrapper.wrap(inner, ttl.get(), ask.path(), revisions));
    } catch (Conflict lost) {
      if (isLook(ask.operation())) {
        throw lost;
      }
      throw withdrawn(inner, new Refused(new Failure.Contended()));
    } catch (Refused refused) {
      throw withdrawn(inner, refused);
    }
  }

  private Refused withdrawn(Answer inner, Refused why) {
    withdrawal.withdraw(inner, Optional.empty(), why);
    return why;
  }

  /** Nothing is not wrapped, and an envelope is not put into another, as in Vault. */
  private static boolean isWrappable(Answer answer) {
    return answer.outcome() == Answer.Outcome.FULL && answer.wrap().isEmpty();
  }

  private static boolean isLook(Operation operation) {
    return switch (operation) {
      case READ, LIST, SCAN, HELP -> true;
      case CREATE, UPDATE, PATCH, DELETE, RENEW, REVOKE, ROLLBACK -> false;
    };
  }

  private static Answer envelope(WrapGrant grant, Answer inner) {
    Answer told = Answer.of(grant);
    for (String warning : inner.warnings()) {
      told = told.warning(warning);
    }
    return told;
  }
}
