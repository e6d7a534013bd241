package dev.coffer.server.identity.token;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A wish for a token, as {@code auth/token/create} takes it (Vault API, token create).
 *
 * @param id a chosen text, {@code ""} for a random one
 * @param policies as they were sent
 * @param type {@code ""}, {@code service} or {@code batch}
 * @param ttl zero for the usual
 * @param explicitMaxTtl zero for none
 * @param numUses 0 for without limit
 * @param period zero for not periodic
 * @param entityAlias {@code ""} for none
 */
public record TokenSpec(
    String id,
    List<String> policies,
    Map<String, String> meta,
    boolean noParent,
    boolean noDefaultPolicy,
    boolean renewable,
    String type,
    Duration ttl,
    Duration explicitMaxTtl,
    String displayName,
    int numUses,
    Duration period,
    String entityAlias) {
  public TokenSpec {
    policies = List.copyOf(policies);
    meta = Map.copyOf(meta);
  }

  /** The wish of somebody who says nothing. */
  public static TokenSpec plain() {
    return new TokenSpec(
        "", List.of(), Map.of(), false, false, true, "", Duration.ZERO, Duration.ZERO, "", 0,
        Duration.ZERO, "");
  }

  public TokenSpec withPolicies(String... names) {
    return new TokenSpec(
        id, List.of(names), meta, noParent, noDefaultPolicy, renewable, type, ttl, explicitMaxTtl,
        displayName, numUses, period, entityAlias);
  }

  public TokenSpec withTtl(Duration wanted) {
    return new TokenSpec(
        id, policies, meta, noParent, noDefaultPolicy, renewable, type, wanted, explicitMaxTtl,
        displayName, numUses, period, entityAlias);
  }

  public TokenSpec withType(String wanted) {
    return new TokenSpec(
        id, policies, meta, noParent, noDefaultPolicy, renewable, wanted, ttl, explicitMaxTtl,
        displayName, numUses, period, entityAlias);
  }

  public TokenSpec withNumUses(int uses) {
    return new TokenSpec(
        id, policies, meta, noParent, noDefaultPolicy, renewable, type, ttl, explicitMaxTtl,
        displayName, uses, period, entityAlias);
  }

  public TokenSpec withId(String chosen) {
    return new TokenSpec(
        chosen, policies, meta, noParent, noDefaultPolicy, renewable, type, ttl, explicitMaxTtl,
        displayName, numUses, period, entityAlias);
  }

  public TokenSpec withPeriod(Duration every) {
    return new TokenSpec(
        id, policies, meta, noParent, noDefaultPolicy, renewable, type, ttl, explicitMaxTtl,
        displayName, numUses, every, entityAlias);
  }

  public TokenSpec withExplicitMaxTtl(Duration max) {
    return new TokenSpec(
        id, policies, meta, noParent, noDefaultPolicy, renewable, type, ttl, max, displayName,
        numUses, period, entityAlias);
  }

  public TokenSpec withoutParent() {
    return new TokenSpec(
        id, policies, meta, true, noDefaultPolicy, renewable, type, ttl, explicitMaxTtl,
        displayName, numUses, period, entityAlias);
  }
}
