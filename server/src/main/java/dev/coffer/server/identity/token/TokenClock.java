package dev.coffer.server.identity.token;

import dev.coffer.server.lease.LeaseTerms;
import dev.coffer.server.lease.TtlTuning.Ttls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How long a token lives, at its issue and at a renewal. Pure.
 *
 * @param ttls the tuning of the mount that issued it
 */
record TokenClock(Ttls ttls) {

  /** The times of a new token; adds to {@code warnings} what the caller must be told. */
  TokenTimes issue(
      TokenSpec spec,
      Optional<TokenRole> role,
      boolean batch,
      List<String> policies,
      Instant now,
      List<String> warnings) {
    Duration roleMax = batch ? Duration.ZERO : role.map(TokenRole::explicitMaxTtl).orElse(Duration.ZERO);
    Duration rolePeriod = batch ? Duration.ZERO : role.map(TokenRole::period).orElse(Duration.ZERO);
    Duration max = lesser("Explicit max TTL", spec.explicitMaxTtl(), roleMax, warnings);
    Duration period = lesser("Period", spec.period(), rolePeriod, warnings);
    Duration ttl = Duration.ZERO;
    boolean root = policies.contains(TokenPolicies.ROOT);
    if (!period.isZero() || !spec.ttl().isZero() || !root) {
      LeaseTerms.Granted granted =
          terms(max, period).grant(Duration.ZERO, spec.ttl(), now, now);
      warnings.addAll(granted.warnings());
      ttl = granted.ttl();
    }
    // Root tokens are still bound by an explicit maximum.
    return TokenTimes.issued(now, ttl.isZero() ? max : ttl, max, period);
  }

  /**
   * The times after a renewal.
   *
   * @param role the role it was made with, as it is now; its limits hold besides the token's own
   */
  TokenTimes renew(
      TokenTimes times,
      Optional<TokenRole> role,
      Duration increment,
      Instant now,
      List<String> warnings) {
    Duration max = smaller(times.explicitMaxTtl(), role.map(TokenRole::explicitMaxTtl).orElse(Duration.ZERO));
    Duration period = role.map(TokenRole::period).orElse(times.period());
    LeaseTerms.Granted granted =
        terms(max, period).grant(increment, times.ttl(), times.issued(), now);
    warnings.addAll(granted.warnings());
    return times.renewed(now, granted.ttl());
  }

  /** The times of a token that a login gives. */
  TokenTimes login(TokenParameters wanted, Instant now, List<String> warnings) {
    LeaseTerms.Granted granted =
        terms(wanted.maxTtl(), wanted.explicitMaxTtl(), wanted.period())
            .grant(Duration.ZERO, wanted.ttl(), now, now);
    warnings.addAll(granted.warnings());
    return TokenTimes.issued(now, granted.ttl(), wanted.explicitMaxTtl(), wanted.period());
  }

  /**
   * The times after a renewal of a token that a login gave.
   *
   * @param wanted what the method says now; the explicit maximum is the one of the issue
   */
  TokenTimes renewLogin(
      TokenTimes times,
      TokenParameters wanted,
      Duration increment,
      Instant now,
      List<String> warnings) {
    LeaseTerms.Granted granted =
        terms(wanted.maxTtl(), times.explicitMaxTtl(), wanted.period())
            .grant(increment, wanted.ttl(), times.issued(), now);
    warnings.addAll(granted.warnings());
    return times.renewed(now, granted.ttl());
  }

  private LeaseTerms terms(Duration explicitMax, Duration period) {
    return terms(Duration.ZERO, explicitMax, period);
  }

  private LeaseTerms terms(Duration ownMax, Duration explicitMax, Duration period) {
    return new LeaseTerms(ttls.usual(), ttls.max(), ownMax, explicitMax, period);
  }

  private static Duration lesser(
      String what, Duration wished, Duration byRole, List<String> warnings) {
    Duration used = smaller(wished, byRole);
    if (!wished.isZero() && !byRole.isZero()) {
      warnings.add(
          "%s specified both during creation call and in role; using the lesser value of %d seconds"
              .formatted(what, used.toSeconds()));
    }
    return used;
  }

  /** The smaller of two limits that may both be zero for none. */
  private static Duration smaller(Duration one, Duration other) {
    if (one.isZero() || other.isZero()) {
      return one.isZero() ? other : one;
    }
    return one.compareTo(other) < 0 ? one : other;
  }
}
