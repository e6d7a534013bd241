package dev.coffer.server.gate.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The root policy: everything, always. */
final class RootAcl implements Acl {
  static final String NAME = "root";

  @Override
  public Decision decide(Query query) {
    return new Decision.Allow(List.of(NAME));
  }

  @Override
  public Set<Capability> capabilities(String path) {
    return EnumSet.complementOf(EnumSet.of(Capability.DENY));
  }

  @Override
  public boolean isRoot() {
    return true;
  }
}
