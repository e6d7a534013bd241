package dev.coffer.server.identity.approle;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.TokenParameters;
import java.time.Duration;
import java.util.List;

/**
 * A role (Vault API, AppRole, "Create/update AppRole").
 *
 * @param id names its rows and is never told; a role that is made anew has another
 * @param roleId what callers log in with; not a secret, but not public either
 * @param bindSecretId a login needs a secret id too
 * @param secretIdBoundCidrs networks that logins may come from, empty for all
 * @param secretIdNumUses of new secret ids, 0 for without limit
 * @param secretIdTtl of new secret ids, whole seconds, zero for ever
 * @param localSecretIds kept and shown; there is no other cluster to keep them from
 */
public record ApproleRole(
    String name,
    String id,
    String roleId,
    boolean bindSecretId,
    List<String> secretIdBoundCidrs,
    int secretIdNumUses,
    Duration secretIdTtl,
    boolean localSecretIds,
    TokenParameters tokens) {
  private static final int ROLE_ID_CHARS_MAX = 4_096;
  private static final int NETWORKS_MAX = 1_000;

  public ApproleRole {
    secretIdBoundCidrs = List.copyOf(secretIdBoundCidrs);
  }

  /** A role as it is before anything was said of it. */
  static ApproleRole fresh(String name, String id, String roleId) {
    return new ApproleRole(
        name, id, roleId, true, List.of(), 0, Duration.ZERO, false, TokenParameters.NONE);
  }

  /**
   * This role, when it makes sense.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}
   */
  ApproleRole checked() {
    if (roleId.isEmpty()) {
      throw Refused.malformed("invalid role_id supplied, or failed to generate a role_id");
    }
    if (roleId.length() > ROLE_ID_CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("role_id", ROLE_ID_CHARS_MAX, "characters"));
    }
    if (secretIdBoundCidrs.size() > NETWORKS_MAX) {
      throw new Refused(new Failure.TooLarge("secret_id_bound_cidrs", NETWORKS_MAX, "networks"));
    }
    if (!bindSecretId && secretIdBoundCidrs.isEmpty() && tokens.boundCidrs().isEmpty()) {
      throw Refused.malformed("at least one constraint should be enabled on the role");
    }
    tokens.checked();
    return this;
  }

  public ApproleRole withRoleId(String wanted) {
    return new ApproleRole(
        name, id, wanted, bindSecretId, secretIdBoundCidrs, secretIdNumUses, secretIdTtl,
        localSecretIds, tokens);
  }

  public ApproleRole withBindSecretId(boolean wanted) {
    return new ApproleRole(
        name, id, roleId, wanted, secretIdBoundCidrs, secretIdNumUses, secretIdTtl, localSecretIds,
        tokens);
  }

  public ApproleRole withSecretIdBoundCidrs(List<String> networks) {
    return new ApproleRole(
        name, id, roleId, bindSecretId, networks, secretIdNumUses, secretIdTtl, localSecretIds,
        tokens);
  }

  public ApproleRole withSecretIdNumUses(int uses) {
    return new ApproleRole(
        name, id, roleId, bindSecretId, secretIdBoundCidrs, uses, secretIdTtl, localSecretIds,
        tokens);
  }

  public ApproleRole withSecretIdTtl(Duration ttl) {
    return new ApproleRole(
        name, id, roleId, bindSecretId, secretIdBoundCidrs, secretIdNumUses, ttl, localSecretIds,
        tokens);
  }

  /** Only while the role is being made. */
  public ApproleRole withLocalSecretIds(boolean wanted) {
    return new ApproleRole(
        name, id, roleId, bindSecretId, secretIdBoundCidrs, secretIdNumUses, secretIdTtl, wanted,
        tokens);
  }

  public ApproleRole withTokens(TokenParameters wanted) {
    return new ApproleRole(
        name, id, roleId, bindSecretId, secretIdBoundCidrs, secretIdNumUses, secretIdTtl,
        localSecretIds, wanted);
  }
}
