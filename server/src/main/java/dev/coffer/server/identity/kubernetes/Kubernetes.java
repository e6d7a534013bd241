package dev.coffer.server.identity.kubernetes;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.LoginMethod;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.Renewed;
import dev.coffer.server.identity.token.TokenEntry;

/** One mount for the pods of a cluster. */
public final class Kubernetes implements LoginMethod {
  /** Metadata of every login. */
  static final String ROLE = "role";

  private final NamedRows<KubernetesRole> roles;
  private final Clusters clusters;
  private final PodLogin login;

  Kubernetes(NamedRows<KubernetesRole> roles, Clusters clusters, PodLogin login) {
    this.roles = roles;
    this.clusters = clusters;
    this.login = login;
  }

  public Clusters clusters() {
    return clusters;
  }

  public NamedRows<KubernetesRole> roles() {
    return roles;
  }

  /**
   * Who logs in.
   *
   * @param token of a service account
   * @param address where the request came from
   * @throws Refused {@code Malformed} in Vault's words; {@code Forbidden} when the role is not for that
   *     account, or the cluster does not know the token; {@code Unavailable} when it cannot be asked
   */
  public Proof prove(String role, String token, String address) {
    return login.prove(role, token, address);
  }

  @Override
  public Renewed renewing(TokenEntry token) {
    return roles
        .find(token.meta().getOrDefault(ROLE, ""))
        .map(role -> Renewed.by(role.tokens()))
        .orElseThrow(() -> Refused.malformed("the role does not exist during renewal"));
  }
}
