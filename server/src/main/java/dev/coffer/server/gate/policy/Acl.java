package dev.coffer.server.gate.policy;

import java.util.Set;

/** The rules of all policies of one caller, compiled. Immutable. */
public interface Acl {

  Decision decide(Query query);

  /** What the rules grant on a path: empty is nothing, {@code {DENY}} an explicit refusal. */
  Set<Capability> capabilities(String path);

  /** True for the root policy, which is granted everything. */
  boolean isRoot();
}
