package dev.coffer.server.lease;

import dev.coffer.kit.time.Durations;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How long something may live: Vault's rules for the TTL of a new or renewed lease. Pure.
 *
 * @param systemDefault the TTL when nobody asks for one (the mount's tuning, else 768 hours)
 * @param systemMax the limit of the mount, counted from the issue
 * @param ownMax a further limit from the issue, zero for none
 * @param explicitMax a limit that holds for periodic ones too, zero for none
 * @param period every renewal is for this long and the issue does not matter; zero for not periodic
 */
public record LeaseTerms(
    Duration systemDefault,
    Duration systemMax,
    Duration ownMax,
    Duration explicitMax,
    Duration period) {

  /** A TTL, and what the caller must be told about it. */
  public record Granted(Duration ttl, List<String> warnings) {
    public Granted {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * The TTL from now on.
   *
   * @param asked zero for no wish
   * @param usual the TTL when there is no wish, zero for the system's default
   * @throws Refused {@code Malformed} when the limit is reached: nothing lives longer than it
   */
  public Granted grant(Duration asked, Duration usual, Instant issued, Instant now) {
    List<String> warnings = new ArrayList<>();
    Duration max = smaller(smaller(systemMax, ownMax), explicitMax);
    boolean periodic = !period.isZero();
    Duration ttl = periodic ? period : firstNonZero(asked, usual, systemDefault);
    if (periodic && ttl.compareTo(max) > 0) {
      warnings.add(capped("period", ttl, max));
      ttl = max;
    }
    if (!periodic || !explicitMax.isZero()) {
      Duration left = Duration.between(now, issued.plus(periodic ? explicitMax : max));
      if (!left.isPositive()) {
        throw Refused.malformed("past the max TTL, cannot renew");
      }
      if (ttl.compareTo(left) > 0) {
        warnings.add(capped("TTL", ttl, left));
        ttl = left;
      }
    }
    return new Granted(ttl, warnings);
  }

  private static String capped(String what, Duration asked, Duration max) {
    return "%s of \"%s\" exceeded the effective max_ttl of \"%s\"; %s value is capped accordingly"
        .formatted(what, Durations.text(asked), Durations.text(max), what);
  }

  /** The smaller of two limits, of which the second may be zero for none. */
  private static Duration smaller(Duration limit, Duration other) {
    return !other.isZero() && other.compareTo(limit) < 0 ? other : limit;
  }

  private static Duration firstNonZero(Duration first, Duration second, Duration third) {
    return !first.isZero() ? first : !second.isZero() ? second : third;
  }
}
