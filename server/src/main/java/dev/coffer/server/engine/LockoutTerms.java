package dev.coffer.server.engine;

import java.time.Duration;

/**
 * When an auth mount lets nobody guess any more (Vault API, {@code user_lockout_config}). Durations
 * are whole seconds.
 *
 * @param disabled nobody is ever locked out; failures are not counted
 * @param threshold failures of one name from one source, 1 or more
 * @param duration how long a lock-out lasts, counted from the last failure
 * @param counterReset after how long without a failure the count begins again
 */
public record LockoutTerms(
    boolean disabled, int threshold, Duration duration, Duration counterReset) {
  private static final Duration QUARTER_HOUR = Duration.ofMinutes(15);

  /** Vault's defaults. */
  public static final LockoutTerms DEFAULT =
      new LockoutTerms(false, 5, QUARTER_HOUR, QUARTER_HOUR);
}
