package dev.coffer.server.gate;

import dev.coffer.kit.SecretBytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A token in an answer.
 *
 * @param tokenType {@code service} or {@code batch}
 * @param policies token and identity policies together, sorted
 * @param leaseDuration zero for ever
 * @param numUses 0 for without limit
 */
public record AuthGrant(
    SecretBytes clientToken,
    String accessor,
    List<String> policies,
    List<String> tokenPolicies,
    List<String> identityPolicies,
    Map<String, String> metadata,
    Duration leaseDuration,
    boolean renewable,
    String entityId,
    String tokenType,
    boolean orphan,
    int numUses,
    String displayName) {
  public AuthGrant {
    policies = List.copyOf(policies);
    tokenPolicies = List.copyOf(tokenPolicies);
    identityPolicies = List.copyOf(identityPolicies);
    metadata = Map.copyOf(metadata);
  }
}
