package dev.coffer.server.engine.transit;

import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;

/**
 * What each operation of a transit mount needs, in the paths policies are written in (Vault API,
 * /secret/transit). Routes ask with the path of the request and the engine checks with these.
 *
 * @param mountPath with its slash: {@code transit/}
 */
public record TransitNeeds(String mountPath) {

  public Need read(String name) {
    return at("keys/" + name, Capability.READ);
  }

  public Need create(String name) {
    return at("keys/" + name, Capability.UPDATE);
  }

  public Need delete(String name) {
    return at("keys/" + name, Capability.DELETE);
  }

  public Need list() {
    return at("keys/", Capability.LIST);
  }

  /** {@code config}, {@code rotate}, {@code trim}, {@code import}, {@code import_version}. */
  public Need change(String name, String action) {
    return at("keys/" + name + "/" + action, Capability.UPDATE);
  }

  /** May make the key too, so it is a create where there is none. */
  public Need encrypt(String name) {
    return Need.write(mountPath + "encrypt/" + name);
  }

  public Need decrypt(String name) {
    return at("decrypt/" + name, Capability.UPDATE);
  }

  public Need rewrap(String name) {
    return at("rewrap/" + name, Capability.UPDATE);
  }

  /**
   * A data key.
   *
   * @param kind {@code plaintext} or {@code wrapped}
   */
  public Need datakey(String kind, String name) {
    return at("datakey/" + kind + "/" + name, Capability.UPDATE);
  }

  /**
   * {@code sign}, {@code verify}, {@code hmac}.
   *
   * @param tail what stands behind the name in the path: {@code ""} or {@code /sha2-512}
   */
  public Need use(String action, String name, String tail) {
    return at(action + "/" + name + tail, Capability.UPDATE);
  }

  public Need export(String kind, String name, String tail) {
    return at("export/" + kind + "/" + name + tail, Capability.READ);
  }

  public Need backup(String name) {
    return at("backup/" + name, Capability.READ);
  }

  /** Restoring under the name in the backup ({@code ""}) or another. */
  public Need restore(String name) {
    return at(name.isEmpty() ? "restore" : "restore/" + name, Capability.UPDATE);
  }

  public Need wrappingKey() {
    return at("wrapping_key", Capability.READ);
  }

  private Need at(String below, Capability capability) {
    return Need.of(mountPath + below, capability);
  }
}
