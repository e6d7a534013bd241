package dev.coffer.server.identity.ldap;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.List;

/**
 * What the mount itself says of a user or a group of the directory.
 *
 * @param groups of a user: groups beside those the directory tells; of a group empty
 */
public record Mapping(List<String> policies, List<String> groups) {
  private static final int NAMES_MAX = 1_000;

  public Mapping {
    policies = List.copyOf(policies);
    groups = List.copyOf(groups);
  }

  Mapping checked() {
    if (policies.size() > NAMES_MAX || groups.size() > NAMES_MAX) {
      throw new Refused(new Failure.TooLarge("a list of names", NAMES_MAX, "names"));
    }
    return this;
  }
}
