package dev.coffer.server.gate;

import dev.coffer.server.barrier.Reading;

/** What the gate needs of the rooms that know identities; Assembly hands it in. */
public interface Callers {

  /**
   * Who asks.
   *
   * @throws dev.coffer.server.failure.Refused {@code Unauthenticated} when the evidence proves nobody
   */
  Caller authenticate(Reading reading, Evidence evidence, Origin origin);

  /**
   * Counts one use of a token with limited uses, durably, before the effect; returns the caller as
   * it is after. Called only when {@link Caller#usesLeft} is not 0.
   *
   * @throws dev.coffer.server.storage.Conflict when another request used it at the same time
   */
  Caller countUse(Caller caller);

  /** Revokes a token whose last use has been answered. */
  void afterLastUse(Caller caller);

  /** Takes back a token that was just made and whose record could not be written. */
  void withdraw(AuthGrant grant);
}
