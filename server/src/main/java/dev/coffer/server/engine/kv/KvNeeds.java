package dev.coffer.server.engine.kv;

import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;

/**
 * What each operation of a KV version 2 mount needs, in the paths policies are written in (Vault's
 * KV API). Routes ask with these and the engine checks with these, so they cannot differ.
 *
 * @param mountPath with its slash: {@code secret/}
 */
public record KvNeeds(String mountPath) {

  public Need read(String path) {
    return at("data/" + path, Capability.READ);
  }

  public Need write(String path) {
    return Need.write(mountPath + "data/" + path);
  }

  public Need patch(String path) {
    return at("data/" + path, Capability.PATCH);
  }

  /** Deleting the current version. */
  public Need deleteCurrent(String path) {
    return at("data/" + path, Capability.DELETE);
  }

  public Need subkeys(String path) {
    return at("subkeys/" + path, Capability.READ);
  }

  /** Deleting versions by number. */
  public Need delete(String path) {
    return at("delete/" + path, Capability.UPDATE);
  }

  public Need undelete(String path) {
    return at("undelete/" + path, Capability.UPDATE);
  }

  public Need destroy(String path) {
    return at("destroy/" + path, Capability.UPDATE);
  }

  /** Reading the record or the history. */
  public Need readMetadata(String path) {
    return at("metadata/" + path, Capability.READ);
  }

  public Need writeMetadata(String path) {
    return Need.write(mountPath + "metadata/" + path);
  }

  public Need patchMetadata(String path) {
    return at("metadata/" + path, Capability.PATCH);
  }

  /** Removing the secret with all its versions. */
  public Need remove(String path) {
    return at("metadata/" + path, Capability.DELETE);
  }

  /**
   * Names of one folder.
   *
   * @param folder {@code ""} or with a slash at its end
   */
  public Need list(String folder) {
    return at("metadata/" + folder, Capability.LIST);
  }

  /** Names of a folder and all below it. */
  public Need scan(String folder) {
    return at("metadata/" + folder, Capability.SCAN);
  }

  public Need listDetailed(String folder) {
    return at("detailed-metadata/" + folder, Capability.LIST);
  }

  public Need scanDetailed(String folder) {
    return at("detailed-metadata/" + folder, Capability.SCAN);
  }

  public Need readConfig() {
    return at("config", Capability.READ);
  }

  public Need writeConfig() {
    return at("config", Capability.UPDATE);
  }

  private Need at(String below, Capability capability) {
    return Need.of(mountPath + below, capability);
  }
}
