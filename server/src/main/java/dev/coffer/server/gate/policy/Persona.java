package dev.coffer.server.gate.policy;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an identity adds to a token: the policies of its entity and groups, and what templates may
 * say of it. Compared by object, so that rules compiled for one are found again without comparing
 * names: whoever makes it keeps one object for as long as nothing of the identity changed.
 */
public final class Persona {
  /** Of a token that belongs to no entity. */
  public static final Persona NOBODY = new Persona(List.of(), _ -> Optional.empty());

  private record Union(List<String> tokenPolicies, List<String> all) {}

  private final List<String> policies;
  private final TemplateValues values;
  private volatile Union last = new Union(List.of(), List.of());

  /** With these policies, sorted. */
  public Persona(List<String> policies, TemplateValues values) {
    this.policies = List.copyOf(policies);
    this.values = values;
    this.last = new Union(List.of(), this.policies);
  }

  public List<String> policies() {
    return policies;
  }

  TemplateValues values() {
    return values;
  }

  /** A token's policies and these, sorted, each once. Remembers the last answer. */
  public List<String> with(List<String> tokenPolicies) {
    if (policies.isEmpty()) {
      return tokenPolicies;
    }
    Union known = last;
    if (known.tokenPolicies().equals(tokenPolicies)) {
      return known.all();
    }
    TreeSet<String> all = new TreeSet<>(policies);
    all.addAll(tokenPolicies);
    Union fresh = new Union(tokenPolicies, List.copyOf(all));
    last = fresh;
    return fresh.all();
  }
}
