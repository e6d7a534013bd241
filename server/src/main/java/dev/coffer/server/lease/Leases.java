package dev.coffer.server.lease;

import dev.coffer.server.barrier.Barrier;
import java.util.Map;

/** The parts of this room that work on leases, put together for Assembly. */
public record Leases(
    LeaseLists lists, LeaseRenewal renewal, LeaseRevocations revocations) {

  /**
   * Puts the room together; reads nothing.
   *
   * @param revokers by the names that leases are issued with
   * @param renewers likewise, for those that know their end outside
   */
  public static Leases over(
      Barrier barrier,
      LeaseBook book,
      ForwardClock clock,
      TtlTuning tuning,
      Map<String, Revoker> revokers,
      Map<String, Renewer> renewers) {
    return new Leases(
        new LeaseLists(barrier, book, clock),
        new LeaseRenewal(barrier, book, clock, tuning, renewers),
        new LeaseRevocations(barrier, book, clock, revokers));
  }
}
