package dev.coffer.server.identity.token;

import dev.coffer.server.failure.Refused;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Which policies a new token gets: Vault's rules, pure. */
final class TokenPolicies {
  static final String ROOT = "root";
  static final String DEFAULT = "default";

  /** Policies that only the server itself gives. */
  private static final List<String> NOT_ASSIGNABLE = List.of("response-wrapping", "control-group");

  private TokenPolicies() {}

  /** Lower case, sorted, each once; {@code root} swallows all others. */
  static List<String> sanitize(Collection<String> names, boolean addDefault) {
    TreeSet<String> clean = new TreeSet<>();
    for (String name : names) {
      String lower = name.strip().toLowerCase(Locale.ROOT);
      if (lower.equals(ROOT)) {
        return List.of(ROOT);
      }
      if (!lower.isEmpty()) {
        clean.add(lower);
      }
    }
    if (addDefault) {
      clean.add(DEFAULT);
    }
    return List.copyOf(clean);
  }

  /**
   * The final set.
   *
   * @param parent the policies of the token that asks
   * @param sudo the caller has sudo on the path, and may give what it has not
   * @throws Refused {@code Malformed} when the wish goes too far
   */
  static List<String> decide(
      TokenSpec spec, Optional<TokenRole> role, List<String> parent, boolean sudo) {
    List<String> chosen =
        role.filter(TokenRole::rulesPolicies)
            .map(rule -> byRole(spec, rule, parent))
            .orElseGet(() -> byParent(spec, parent, sudo));
    if (spec.noDefaultPolicy()) {
      chosen = chosen.stream().filter(name -> !name.equals(DEFAULT)).toList();
    }
    if (chosen.stream().anyMatch(NOT_ASSIGNABLE::contains)) {
      throw Refused.malformed("cannot assign policies that the server keeps for itself");
    }
    if (chosen.contains(ROOT) && !parent.contains(ROOT)) {
      throw Refused.malformed("root tokens may not be created without parent token being root");
    }
    return chosen;
  }

  private static List<String> byParent(TokenSpec spec, List<String> parent, boolean sudo) {
    if (spec.policies().isEmpty()) {
      return sanitize(parent, false);
    }
    if (sudo) {
      return sanitize(spec.policies(), !spec.noDefaultPolicy());
    }
    if (!parent.containsAll(sanitize(spec.policies(), false))) {
      throw Refused.malformed("child policies must be subset of parent");
    }
    return sanitize(spec.policies(), !spec.noDefaultPolicy() && parent.contains(DEFAULT));
  }

  private static List<String> byRole(TokenSpec spec, TokenRole role, List<String> parent) {
    boolean addDefault =
        !spec.noDefaultPolicy() && !role.noDefaultPolicy() && !role.disallows(DEFAULT);
    List<String> asked =
        spec.policies().isEmpty() ? List.of() : sanitize(spec.policies(), addDefault);
    List<String> chosen = asked;
    if (role.allowsSome()) {
      List<String> allowed = sanitize(role.allowedPolicies(), addDefault);
      if (asked.isEmpty()) {
        chosen = allowed;
      } else if (!asked.stream().allMatch(name -> allows(role, allowed, name))) {
        throw Refused.malformed("token policies must be subset of the role's allowed policies or glob policies");
      }
    } else if (asked.isEmpty()) {
      chosen = sanitize(parent, addDefault);
    }
    if (chosen.stream().anyMatch(role::disallows)) {
      throw Refused.malformed("a token policy is disallowed by this role");
    }
    return chosen;
  }

  private static boolean allows(TokenRole role, List<String> allowed, String name) {
    return allowed.contains(name) || Glob.anyMatches(role.allowedPoliciesGlob(), name);
  }
}
