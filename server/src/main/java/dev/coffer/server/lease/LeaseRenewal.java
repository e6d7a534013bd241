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
import java.util.Map;
import java.util.Optional;

/** A longer life for a lease, never past its maximum, never after its end. */
public final class LeaseRenewal {
  private final Barrier barrier;
  private final LeaseBook book;
  private final InstantSource clock;
  private final TtlTuning tuning;
  private final Map<String, Renewer> renewers;

  /**
   * Renews leases of this barrier.
   *
   * @param renewers by the names that leases are issued with; the others need nothing done outside
   */
  public LeaseRenewal(
      Barrier barrier,
      LeaseBook book,
      InstantSource clock,
      TtlTuning tuning,
      Map<String, Renewer> renewers) {
    this.barrier = barrier;
    this.book = book;
    this.clock = clock;
    this.tuning = tuning;
    this.renewers = Map.copyOf(renewers);
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
    Found found = find(id);
    Lease lease = found.lease();
    if (lease.expiredAt(now)) {
      throw Refused.malformed("lease expired");
    }
    if (!lease.renewable()) {
      throw Refused.malformed("lease is not renewable");
    }
    LeaseTerms.Granted granted = terms(lease).grant(increment, lease.ttl(), lease.issued(), now);
    Lease next = lease.renewedAt(now, granted.ttl());
    // Outside first: when the commit is lost, what lives on there ends with the lease as before.
    renewer(lease).ifPresent(renewer -> renewer.renew(next));
    Changes changes = new Changes().expectAll(restsOn);
    book.replace(changes, found, next);
    barrier.commit(changes);
    return new Renewed(next, granted.warnings());
  }

  private Found find(String id) {
    try (Reading reading = barrier.read()) {
      return book.find(reading, id).orElseThrow(() -> Refused.malformed("lease not found"));
    }
  }

  private LeaseTerms terms(Lease lease) {
    TtlTuning.Ttls ttls = tuning.at(lease.id());
    Duration now = renewer(lease).map(renewer -> renewer.maxTtl(lease)).orElse(Duration.ZERO);
    return new LeaseTerms(ttls.usual(), ttls.max(), lease.maxTtl(), now, Duration.ZERO);
  }

  private Optional<Renewer> renewer(Lease lease) {
    return Optional.ofNullable(renewers.get(lease.revoker()));
  }
}
