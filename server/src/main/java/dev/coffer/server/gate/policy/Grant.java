package dev.coffer.server.gate.policy;

import java.util.List;
import java.util.Map;

/**
 * The rules of one path over all policies, merged.
 *
 * @param grantedBy for each capability the names of the policies that grant it
 * @param priority greater is more specific, among patterns with wildcards
 */
record Grant(Rule rule, Map<Capability, List<String>> grantedBy, int priority) {
  Grant {
    grantedBy = Map.copyOf(grantedBy);
  }

  Grant ranked(int rank) {
    return new Grant(rule, grantedBy, rank);
  }
}
