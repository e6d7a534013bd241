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

  /**
   * The caller of a use that was counted, as the token stands now: other uses of it may have been
   * counted since, the last one too.
   *
   * @param counted what {@link #countUse} returned
   * @throws dev.coffer.server.failure.Refused {@code Unauthenticated} when the token was revoked or
   *     has expired
   */
  Caller standing(Reading reading, Caller counted);

  /**
   * A counted use has been answered. Once the last of the uses at work has, a token without any left
   * is revoked.
   */
  void afterUse(Caller counted);

  /** Takes back a token that was just made and whose record could not be written. */
  void withdraw(AuthGrant grant);
}
