package dev.coffer.server.gate;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Conflict;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes back what an answer would have given, when the answer must not leave. */
final class Withdrawal {
  private final Callers callers;
  private final Wrapper wrapper;
  private final Consumer<LeaseGrant> leases;

  Withdrawal(Callers callers, Wrapper wrapper, Consumer<LeaseGrant> leases) {
    this.callers = callers;
    this.wrapper = wrapper;
    this.leases = leases;
  }

  /** Tries everything; what cannot be taken back now is added to {@code why}. */
  void withdraw(Answer inner, Optional<WrapGrant> wrapped, RuntimeException why) {
    wrapped.ifPresent(grant -> attempt(() -> wrapper.withdraw(grant), why));
    inner.wrap().ifPresent(grant -> attempt(() -> wrapper.withdraw(grant), why));
    inner.auth().ifPresent(grant -> attempt(() -> callers.withdraw(grant), why));
    inner
        .lease()
        .filter(lease -> !lease.id().isEmpty())
        .ifPresent(lease -> attempt(() -> leases.accept(lease), why));
  }

  private static void attempt(Runnable step, RuntimeException why) {
    try {
      step.run();
    } catch (Refused | Conflict problem) {
      why.addSuppressed(problem);
    }
  }
}
