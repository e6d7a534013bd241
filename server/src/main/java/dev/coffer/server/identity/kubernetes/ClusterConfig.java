package dev.coffer.server.identity.kubernetes;

import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.jose.PemKeys;
import dev.coffer.server.outgoing.Call;
import java.util.List;

/**
 * A cluster (Vault API, Kubernetes, "Configure Method"). Texts are empty where nothing was said.
 *
 * @param host URL of the API server
 * @param authorities PEM of whom to trust for it; empty for this pod's own, or the JDK's list
 * @param publicKeys PEM; a token must be signed by one of these, beside being reviewed
 * @param localDisabled this server's own pod is not asked for an authority and a token
 * @param offline nobody reviews: keys above, or those that the cluster publishes, are enough. Ours, not
 *     Vault's
 * @param issuer what {@code iss} must be, where something is said
 */
public record ClusterConfig(
    String host,
    String authorities,
    List<String> publicKeys,
    boolean localDisabled,
    boolean offline,
    String issuer) {
  public ClusterConfig {
    publicKeys = List.copyOf(publicKeys);
  }

  /**
   * This cluster, when it makes sense.
   *
   * @throws Refused {@code Malformed}
   */
  ClusterConfig checked() {
    boolean needsHost = !offline || publicKeys.isEmpty();
    if (host.isEmpty() && needsHost) {
      throw Refused.malformed("no host provided");
    }
    if (!host.isEmpty() && !Call.isTarget(host)) {
      throw Refused.malformed("kubernetes_host must be an https URL");
    }
    PemKeys.read(publicKeys);
    return this;
  }

  /** A place below the API server. */
  String at(String path) {
    return (host.endsWith("/") ? host.substring(0, host.length() - 1) : host) + path;
  }
}
