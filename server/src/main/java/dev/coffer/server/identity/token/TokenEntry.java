package dev.coffer.server.identity.token;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is stored of a token. Never its text: the row is named by the keyed hash, which is the
 * accessor at the same time.
 *
 * @param parent the hash of the token it ends with, {@code ""} for an orphan
 * @param path what issued it: {@code auth/token/create}
 * @param policies sorted
 * @param numUses uses left, 0 for without limit, {@link #SPENT} after the last
 * @param role the token role it was made with, {@code ""} for none
 * @param boundCidrs addresses it may be used from, empty for all
 * @param state whether it lives
 */
public record TokenEntry(
    String hash,
    String parent,
    String path,
    List<String> policies,
    String displayName,
    Map<String, String> meta,
    int numUses,
    TokenTimes times,
    boolean renewable,
    String role,
    String entityId,
    List<String> boundCidrs,
    State state) {
  /** The use count of a token whose last use has begun: that request lives, no other will. */
  public static final int SPENT = -1;

  /** Whether a token lives. */
  public enum State {
    LIVE,
    /** It and all below it are being taken back; for everybody it is gone. */
    REVOKING
  }

  public TokenEntry {
    policies = List.copyOf(policies);
    meta = Map.copyOf(meta);
    boundCidrs = List.copyOf(boundCidrs);
  }

  public String accessor() {
    return hash;
  }

  public boolean orphan() {
    return parent.isEmpty();
  }

  public boolean isRoot() {
    return policies.contains("root");
  }

  /** Whether a request may still be made with it; the sweep may not have come by yet. */
  public boolean usableAt(Instant now) {
    return numUses != SPENT && livesAt(now);
  }

  /** Not revoked and not over; one that is used up lives until its last request is answered. */
  public boolean livesAt(Instant now) {
    return state == State.LIVE && !times.endedAt(now);
  }

  /** The id of its lease, as Vault shapes them; a token without an end has none. */
  public String leaseId() {
    return path + "/h" + hash;
  }

  TokenEntry named(String newHash) {
    return new TokenEntry(
        newHash, parent, path, policies, displayName, meta, numUses, times, renewable, role,
        entityId, boundCidrs, state);
  }

  TokenEntry withUses(int left) {
    return new TokenEntry(
        hash, parent, path, policies, displayName, meta, left, times, renewable, role, entityId,
        boundCidrs, state);
  }

  TokenEntry withTimes(TokenTimes next) {
    return new TokenEntry(
        hash, parent, path, policies, displayName, meta, numUses, next, renewable, role, entityId,
        boundCidrs, state);
  }

  TokenEntry orphaned() {
    return new TokenEntry(
        hash, "", path, policies, displayName, meta, numUses, times, renewable, role, entityId,
        boundCidrs, state);
  }

  TokenEntry revoking() {
    return new TokenEntry(
        hash, parent, path, policies, displayName, meta, numUses, times, renewable, role, entityId,
        boundCidrs, State.REVOKING);
  }
}
