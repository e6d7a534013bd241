package dev.coffer.server.identity.token;

import dev.coffer.server.barrier.Changes;
import java.util.Map;

/**
 * What a method has found out about somebody who logged in.
 *
 * @param mountPath {@code auth/approle/}
 * @param mountType the mount's {@code token_type}, {@code ""} where it says nothing
 * @param path that the token's lease lies under: {@code auth/approle/login}
 * @param name who it is within the method: a role id, a user name. An entity's alias would have it
 * @param displayName what follows the mount in the token's display name, {@code ""} for nothing
 * @param metadata shown in look-ups and audit records
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
    TokenParameters parameters,
    Changes changes) {
  public Proof {
    metadata = Map.copyOf(metadata);
  }
}
