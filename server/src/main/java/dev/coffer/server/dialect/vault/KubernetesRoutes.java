package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.kubernetes.ClusterConfig;
import dev.coffer.server.identity.kubernetes.Kubernetes;
import dev.coffer.server.identity.kubernetes.KubernetesRole;
import dev.coffer.server.identity.token.TokenLogin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A mount for the pods of a cluster (Vault API, Kubernetes). */
public final class KubernetesRoutes {
  private static final Field[] CONFIG = {
    Field.text("kubernetes_host", "URL of the API server"),
    Field.text("kubernetes_ca_cert", "PEM of whom to trust for it; this pod's own unless told"),
    Field.text("token_reviewer_jwt", "A token that may review; this pod's own unless told; never shown"),
    Field.list("pem_keys", "PEM of keys, one of which must have signed the token too"),
    Field.bool("disable_local_ca_jwt", "Do not use this pod's own authority and token"),
    Field.bool("offline_verification", "Nobody reviews: pem_keys or the cluster's published keys are enough"),
    Field.text("issuer", "What iss must be; anything unless told"),
    Field.bool("disable_iss_validation", "As in Vault; iss is only checked where issuer is set")
  };

  private static final Field[] ROLE =
      OlderTokenParameters.fields(
          Field.list("bound_service_account_names", "Accounts, with * for any characters"),
          Field.list("bound_service_account_namespaces", "Namespaces, likewise"),
          Field.text("audience", "What tokens must be for"),
          Field.text("alias_name_source", "serviceaccount_uid (unless told) or serviceaccount_name"));

  private KubernetesRoutes() {}

  /**
   * The routes of a mount.
   *
   * @param login from a proof to a token
   */
  public static RouteTable<Kubernetes> table(TokenLogin login) {
    List<Route<Kubernetes>> lines = new ArrayList<>();
    lines.add(
        Route.login(
            Verb.WRITE,
            "login",
            "Log in with the token of a service account",
            (method, request) ->
                request.admit(
                    login,
                    () ->
                        method.prove(
                            request.text("role", ""),
                            request.text("jwt", "").strip(),
                            request.peer().address())),
            Field.text("role", "Which role"),
            Field.text("jwt", "The token")));
    lines.add(Route.read("config", "The cluster", KubernetesRoutes::readConfig));
    lines.add(Route.write("config", "Say which cluster", KubernetesRoutes::writeConfig, CONFIG));
    lines.addAll(
        new NamedRoutes<>("role", Kubernetes::roles, KubernetesRoutes::wire, KubernetesRoutes::changed)
            .lines(ROLE));
    return new RouteTable<>(lines);
  }

  private static Passed readConfig(Kubernetes method, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ ->
            Answer.of(
                wire(
                    method
                        .clusters()
                        .find()
                        .orElseThrow(() -> new Refused(new Failure.NotFound("configuration"))),
                    method.clusters().hasReviewer())));
  }

  /** As in Vault: the whole is said anew, and what is not said is not set. */
  private static Passed writeConfig(Kubernetes method, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          boolean checksIssuer = !request.bool("disable_iss_validation", false);
          ClusterConfig config =
              new ClusterConfig(
                  request.text("kubernetes_host", ""),
                  request.text("kubernetes_ca_cert", ""),
                  request.list("pem_keys").orElse(List.of()),
                  request.bool("disable_local_ca_jwt", false),
                  request.bool("offline_verification", false),
                  checksIssuer ? request.text("issuer", "") : "");
          method.clusters().put(permit, config, request.text("token_reviewer_jwt", "").strip());
          return Answer.empty();
        });
  }

  private static Json.Object wire(ClusterConfig config, boolean hasReviewer) {
    return Json.object()
        .put("disable_iss_validation", config.issuer().isEmpty())
        .put("disable_local_ca_jwt", config.localDisabled())
        .put("issuer", config.issuer())
        .put("kubernetes_ca_cert", config.authorities())
        .put("kubernetes_host", config.host())
        .put("offline_verification", config.offline())
        .put("pem_keys", Json.texts(config.publicKeys()))
        .put("token_reviewer_jwt_set", hasReviewer)
        .build();
  }

  private static KubernetesRole changed(Optional<KubernetesRole> there, VaultRequest request) {
    KubernetesRole known = there.orElse(KubernetesRole.FRESH);
    return new KubernetesRole(
            request.list("bound_service_account_names").orElse(known.names()),
            request.list("bound_service_account_namespaces").orElse(known.namespaces()),
            request.text("audience", known.audience()),
            request
                .text("alias_name_source")
                .map(KubernetesRole.AliasName::ofWord)
                .orElse(known.aliasName()),
            OlderTokenParameters.changed(known.tokens(), request))
        .checked();
  }

  private static Json.Object wire(KubernetesRole role) {
    Json.Builder data =
        Json.object()
            .put("alias_name_source", role.aliasName().word())
            .put("audience", role.audience())
            .put("bound_service_account_names", Json.texts(role.names()))
            .put("bound_service_account_namespaces", Json.texts(role.namespaces()));
    TokenParametersWire.put(data, role.tokens());
    return data.build();
  }
}
