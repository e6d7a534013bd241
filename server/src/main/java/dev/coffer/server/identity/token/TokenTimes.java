package dev.coffer.server.identity.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a token began and when it ends. Milliseconds.
 *
 * @param creationTtl as granted at the issue, zero for ever
 * @param ttl as granted at the issue or the last renewal, zero for ever
 * @param expires empty for never
 * @param explicitMaxTtl the limit that no renewal passes, zero for none
 * @param period every renewal is for this long, zero for not periodic
 */
public record TokenTimes(
    Instant issued,
    Duration creationTtl,
    Duration ttl,
    Optional<Instant> expires,
    Duration explicitMaxTtl,
    Duration period,
    Optional<Instant> lastRenewed) {

  /** Of a new token. */
  public static TokenTimes issued(Instant now, Duration ttl, Duration explicitMaxTtl, Duration period) {
    Optional<Instant> end = ttl.isZero() ? Optional.empty() : Optional.of(now.plus(ttl));
    return new TokenTimes(now, ttl, ttl, end, explicitMaxTtl, period, Optional.empty());
  }

  TokenTimes renewed(Instant now, Duration newTtl) {
    return new TokenTimes(
        issued, creationTtl, newTtl, Optional.of(now.plus(newTtl)), explicitMaxTtl, period,
        Optional.of(now));
  }

  public boolean endedAt(Instant now) {
    return expires.isPresent() && !now.isBefore(expires.get());
  }

  /** What is left, rounded up to whole seconds; zero for ever. */
  public Duration leftAt(Instant now) {
    if (expires.isEmpty()) {
      return Duration.ZERO;
    }
    long millis = Math.max(0, Duration.between(now, expires.get()).toMillis());
    return Duration.ofSeconds(Math.ceilDiv(millis, 1_000));
  }
}
