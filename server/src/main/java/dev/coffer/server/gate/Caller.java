package dev.coffer.server.gate;

import dev.coffer.server.storage.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who proved who they are.
 *
 * @param tokenHash the keyed hash that names the token in storage (never the token); {@code ""} for
 *     batch tokens and for nobody
 * @param tokenType {@code service}, {@code batch} or {@code ""}
 * @param tokenPolicies names, sorted
 * @param identityPolicies names that come from the entity and its groups, sorted
 * @param ttl the token's time to live when it was issued or last renewed, zero for ever
 * @param expires when the token ends
 * @param usesLeft 0 for without limit
 * @param revisions what every commit made for this caller must expect
 */
public record Caller(
    String tokenHash,
    String accessor,
    String tokenType,
    String displayName,
    String entityId,
    List<String> tokenPolicies,
    List<String> identityPolicies,
    Map<String, String> metadata,
    Duration ttl,
    Instant issued,
    Optional<Instant> expires,
    int usesLeft,
    List<Expectation> revisions) {
  public Caller {
    tokenPolicies = List.copyOf(tokenPolicies);
    identityPolicies = List.copyOf(identityPolicies);
    metadata = Map.copyOf(metadata);
    revisions = List.copyOf(revisions);
  }

  /** Nobody in particular, as before a login. */
  public static Caller anonymous() {
    return new Caller(
        "", "", "", "", "", List.of(), List.of(), Map.of(), Duration.ZERO, Instant.EPOCH,
        Optional.empty(), 0, List.of());
  }
}
