package dev.coffer.server.lease;

import java.time.Duration;

/** Carries a renewal outside, for leases whose things know their own end. */
public interface Renewer {

  /**
   * The limit from the issue as it is now, beside the lease's own; zero for none.
   *
   * @throws dev.coffer.server.failure.Refused when such leases are not renewed any more
   */
  Duration maxTtl(Lease lease);

  /**
   * Lets the thing live until {@code next} ends. The lease is renewed only after this returned, and
   * perhaps not even then; a second call for the same lease does no harm.
   *
   * @throws dev.coffer.server.failure.Refused when it could not; the lease then stays as it was
   */
  void renew(Lease next);
}
