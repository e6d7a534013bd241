package dev.coffer.server.identity.approle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is stored of a secret id: never its text. Its accessor is made from the keyed hash, so one row
 * serves the login and the look-up by accessor.
 *
 * @param updated when it was made or last counted
 * @param ttl as it was granted, zero for ever
 * @param usesLeft 0 for without limit; after its last use the row is gone
 * @param cidrs networks that logins with it may come from, empty for all
 * @param tokenBoundCidrs networks of the tokens, empty for what the role says
 */
public record SecretId(
    String accessor,
    Instant created,
    Instant updated,
    Optional<Instant> expires,
    Duration ttl,
    int usesLeft,
    Map<String, String> metadata,
    List<String> cidrs,
    List<String> tokenBoundCidrs) {
  public SecretId {
    metadata = Map.copyOf(metadata);
    cidrs = List.copyOf(cidrs);
    tokenBoundCidrs = List.copyOf(tokenBoundCidrs);
  }

  boolean livesAt(Instant now) {
    return expires.isEmpty() || now.isBefore(expires.get());
  }

  SecretId usedAt(Instant now) {
    return new SecretId(
        accessor, created, now, expires, ttl, usesLeft - 1, metadata, cidrs, tokenBoundCidrs);
  }
}
