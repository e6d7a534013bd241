package dev.coffer.server.gate.policy;

import java.util.Set;

/** The rules of all policies of one caller, compiled. Immutable. */
public interface Acl {

  Decision decide(Query query);

  /** What the rules grant on a path: empty is nothing, {@code {DENY}} an explicit refusal. */
  Set<Capability> capabilities(String path);

  /**
   * Whether some rule grants something at or below a folder, so that its being there may be told.
   *
   * @param folder with its slash
   */
  default boolean reaches(String folder) {
    return isRoot();
  }

  /** True for the root policy, which is granted everything. */
  boolean isRoot();
}
