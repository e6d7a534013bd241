package dev.coffer.server.identity.aws;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.token.TokenParameters;
import java.util.List;

/**
 * Which principals are let in as what (Vault API, AWS, "Create role", type iam).
 *
 * @param id the alias of its logins, unless configured otherwise
 * @param principals ARNs, whole or up to a {@code *} at the end
 * @param principalIds unique ids ({@code AROA…}), empty for any: a role that was deleted and made anew
 *     under its name has another
 */
public record AwsRole(
    String id, List<String> principals, List<String> principalIds, TokenParameters tokens) {
  private static final int PRINCIPALS_MAX = 1_000;

  public AwsRole {
    principals = List.copyOf(principals);
    principalIds = List.copyOf(principalIds);
  }

  /** A role as it is before anything was said of it. */
  public static AwsRole fresh(String id) {
    return new AwsRole(id, List.of(), List.of(), TokenParameters.NONE);
  }

  /**
   * This role, when it makes sense.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}
   */
  public AwsRole checked() {
    if (principals.isEmpty()) {
      throw Refused.malformed("at least one bound parameter should be specified on the role: bound_iam_principal_arn");
    }
    if (principals.size() > PRINCIPALS_MAX || principalIds.size() > PRINCIPALS_MAX) {
      throw new Refused(new Failure.TooLarge("a list of principals", PRINCIPALS_MAX, "principals"));
    }
    principals.forEach(Arn::checkBound);
    tokens.checked();
    return this;
  }

  boolean lets(Caller caller) {
    return principals.stream().anyMatch(caller.arn()::fits)
        && (principalIds.isEmpty() || principalIds.contains(caller.uniqueId()));
  }

  /** Who STS says has signed. */
  record Caller(Arn arn, String userId) {
    /** Without the name of a session. */
    String uniqueId() {
      int colon = userId.indexOf(':');
      return colon < 0 ? userId : userId.substring(0, colon);
    }
  }
}
