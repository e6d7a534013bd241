package dev.coffer.server.lease;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.lease.LeaseBook.Found;
import dev.coffer.server.storage.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** A longer life for a lease, never past its maximum, never after its end. */
public final class LeaseRenewal {
  private final Barrier barrier;
  private final LeaseBook book;
  private final InstantSource clock;
  private final TtlTuning tuning;

  public LeaseRenewal(Barrier barrier, LeaseBook book, InstantSource clock, TtlTuning tuning) {
    this.barrier = barrier;
    this.book = book;
    this.clock = clock;
    this.tuning = tuning;
  }

  /** A renewed lease, and what the caller must be told. */
  public record Renewed(Lease lease, List<String> warnings) {
    public Renewed {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Renews a lease that is no token's own: those are renewed as tokens.
   *
   * @param increment zero for the TTL it had
   */
  public Renewed renew(String id, Duration increment, Collection<Expectation> restsOn) {
    Instant now = clock.instant();
    try (Reading reading = barrier.read()) {
      Found found = book.find(reading, id).orElseThrow(() -> refused("lease not found"));
      Lease lease = found.lease();
      if (lease.expiredAt(now)) {
        throw refused("lease expired");
      }
      if (!lease.renewable()) {
        throw refused("lease is not renewable");
      }
      LeaseTerms.Granted granted =
          terms(lease).grant(increment, lease.ttl(), lease.issued(), now);
      Lease next = lease.renewedAt(now, granted.ttl());
      Changes changes = new Changes().expectAll(restsOn);
      book.replace(changes, found, next);
      barrier.commit(changes);
      return new Renewed(next, granted.warnings());
    }
  }

  private LeaseTerms terms(Lease lease) {
    TtlTuning.Ttls ttls = tuning.at(lease.id());
    return new LeaseTerms(
        ttls.usual(), ttls.max(), lease.maxTtl(), Duration.ZERO, Duration.ZERO);
  }

  private static Refused refused(String why) {
    return Refused.malformed(why);
  }
}
