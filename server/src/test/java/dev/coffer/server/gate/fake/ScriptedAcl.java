package dev.coffer.server.gate.fake;

import dev.coffer.server.gate.policy.Acl;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.policy.Decision;
import dev.coffer.server.gate.policy.Query;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Grants the same capabilities everywhere but on paths with {@code denied} in them. */
public final class ScriptedAcl implements Acl {
  private final List<String> steps;
  public final List<Query> asked = new ArrayList<>();
  public final Set<Capability> granted = EnumSet.allOf(Capability.class);

  public ScriptedAcl(List<String> steps) {
    this.steps = steps;
  }

  @Override
  public Decision decide(Query query) {
    steps.add("decide");
    asked.add(query);
    boolean allowed =
        granted.containsAll(query.capabilities()) && !query.path().contains("denied");
    return allowed ? new Decision.Allow(List.of("dev")) : new Decision.Deny("no rule");
  }

  @Override
  public Set<Capability> capabilities(String path) {
    return granted;
  }

  @Override
  public boolean isRoot() {
    return false;
  }
}
