package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Changes;
import java.util.List;
import java.util.Map;

/**
 * What a method has found out about somebody who logged in.
 *
 * @param mountPath {@code auth/approle/}
 * @param mountType the mount's {@code token_type}, {@code ""} where it says nothing
 * @param path that the token's lease lies under: {@code auth/approle/login}
 * @param name who it is within the method: a role id, a user name. Their entity's alias has it
 * @param displayName what follows the mount in the token's display name, {@code ""} for nothing
 * @param metadata shown in look-ups and audit records
 * @param aliasMetadata kept with the alias, replaced at each login; policy templates may use it
 * @param groups names that the method's own source gives the groups of this person (LDAP, a claim);
 *     empty for a method that knows none. Groups whose alias at this mount has such a name count
 * @param changes what the login itself does (a limited use counted), with everything it rests on
 *     expected: one commit with the token. Used once
 */
public record Proof(
    String mountPath,
    String mountType,
    String path,
    String name,
    String displayName,
    Map<String, String> metadata,
    Map<String, String> aliasMetadata,
    List<String> groups,
    TokenParameters parameters,
    Changes changes) {
  public Proof {
    metadata = Map.copyOf(metadata);
    aliasMetadata = Map.copyOf(aliasMetadata);
    groups = List.copyOf(groups);
  }

  /** Of a method that knows nothing more of anybody than the name. */
  public Proof(
      String mountPath,
      String mountType,
      String path,
      String name,
      String displayName,
      Map<String, String> metadata,
      TokenParameters parameters,
      Changes changes) {
    this(
        mountPath, mountType, path, name, displayName, metadata, Map.of(), List.of(), parameters,
        changes);
  }
}
