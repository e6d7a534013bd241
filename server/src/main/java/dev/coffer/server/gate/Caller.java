package dev.coffer.server.gate;

import dev.coffer.server.gate.policy.Persona;
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
 * @param persona what the entity and its groups add
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
    Persona persona,
    Map<String, String> metadata,
    Duration ttl,
    Instant issued,
    Optional<Instant> expires,
    int usesLeft,
    List<Expectation> revisions) {
  public Caller {
    tokenPolicies = List.copyOf(tokenPolicies);
    metadata = Map.copyOf(metadata);
    revisions = List.copyOf(revisions);
  }

  /** Of somebody whose identity adds nothing that templates could use. */
  public Caller(
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
    this(
        tokenHash, accessor, tokenType, displayName, entityId, tokenPolicies,
        new Persona(identityPolicies, _ -> Optional.empty()), metadata, ttl, issued, expires, usesLeft,
        revisions);
  }

  /** Names of policies that come from the entity and its groups, sorted. */
  public List<String> identityPolicies() {
    return persona.policies();
  }

  /** Names of all policies, the token's and the identity's, sorted. */
  public List<String> policies() {
    return persona.with(tokenPolicies);
  }

  /** Nobody in particular, as before a login. */
  public static Caller anonymous() {
    return new Caller(
        "", "", "", "", "", List.of(), Persona.NOBODY, Map.of(), Duration.ZERO, Instant.EPOCH,
        Optional.empty(), 0, List.of());
  }
}
