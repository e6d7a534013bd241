package dev.coffer.server.engine.database;

import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;

/**
 * What each operation of a database mount needs, in the paths policies are written in (Vault API,
 * /secret/databases).
 *
 * @param mountPath with its slash: {@code database/}
 */
public record DatabaseNeeds(String mountPath) {

  /** Things that have a name: {@code config}, {@code roles}, {@code static-roles}. */
  public Need read(String kind, String name) {
    return at(kind + "/" + name, Capability.READ);
  }

  public Need write(String kind, String name) {
    return Need.write(mountPath + kind + "/" + name);
  }

  public Need delete(String kind, String name) {
    return at(kind + "/" + name, Capability.DELETE);
  }

  public Need list(String kind) {
    return at(kind + "/", Capability.LIST);
  }

  /** {@code reset}, {@code rotate-root}, {@code rotate-role}, {@code reconcile}. */
  public Need act(String action, String name) {
    return at(action + "/" + name, Capability.UPDATE);
  }

  private Need at(String below, Capability capability) {
    return Need.of(mountPath + below, capability);
  }
}
