package dev.coffer.server.lease;

/** Ends what a lease stands for. Assembly gives one for each name that leases are issued with. */
public interface Revoker {

  /**
   * Ends it. Called at least once for each lease, so a second call must find nothing to do and
   * return.
   *
   * @throws RuntimeException when it could not; it is tried again later
   * @throws dev.coffer.server.failure.Refused {@code Throttled} when it was not tried, since its
   *     target takes only so many in a second
   */
  void revoke(Lease lease);
}
