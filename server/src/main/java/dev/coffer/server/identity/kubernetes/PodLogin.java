package dev.coffer.server.identity.kubernetes;

import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.barrier.Versioned;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.identity.jose.Jwt;
import dev.coffer.server.identity.jose.Lifetime;
import dev.coffer.server.identity.token.Cidr;
import dev.coffer.server.identity.token.Proof;
import dev.coffer.server.identity.token.TokenParameters;
import dev.coffer.server.storage.Expectation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From the token of a service account to a proof. */
final class PodLogin {
  private final EngineView view;
  private final NamedRows<KubernetesRole> roles;
  private final Clusters clusters;
  private final PodCheck check;
  private final InstantSource clock;

  PodLogin(
      EngineView view,
      NamedRows<KubernetesRole> roles,
      Clusters clusters,
      PodCheck check,
      InstantSource clock) {
    this.view = view;
    this.roles = roles;
    this.clusters = clusters;
    this.check = check;
    this.clock = clock;
  }

  /** What counts for one login; {@code changes} expects the rows of both. */
  private record Setting(KubernetesRole role, Clusters.Ready ready, Changes changes) {}

  /** The cluster is not bothered with a token that could not log in here whatever it says. */
  Proof prove(String roleName, String text, String address) {
    if (roleName.isEmpty()) {
      throw Refused.malformed("missing role");
    }
    Setting setting = setting(roleName);
    if (text.isEmpty()) {
      throw Refused.malformed("missing jwt");
    }
    Jwt token = Jwt.parse(text);
    ServiceAccount account = ServiceAccount.of(token);
    requirePlausible(setting, token, account);
    TokenParameters tokens = setting.role().tokens();
    if (!tokens.boundCidrs().isEmpty() && !Cidr.anyContains(tokens.boundCidrs(), address)) {
      throw new Refused(new Failure.Forbidden());
    }
    check.require(
        clusters,
        setting.ready(),
        new PodCheck.Claimed(text, token, account, setting.role().audience()));
    return proof(roleName, setting, account);
  }

  private Setting setting(String roleName) {
    try (Reading reading = view.barrier().read()) {
      Versioned<KubernetesRole> role =
          roles.find(reading, roleName).orElseThrow(() -> Refused.malformed("invalid role name"));
      Versioned<Clusters.Ready> ready =
          clusters
              .find(reading)
              .orElseThrow(() -> Refused.malformed("could not load backend configuration"));
      Changes changes =
          new Changes()
              .expect(new Expectation(roles.row(roleName), role.version()))
              .expect(new Expectation(clusters.row(), ready.version()));
      return new Setting(role.value(), ready.value(), changes);
    }
  }

  private void requirePlausible(Setting setting, Jwt token, ServiceAccount account) {
    if (!setting.role().admits(account)) {
      throw new Refused(new Failure.Forbidden());
    }
    boolean offline = setting.ready().config().offline();
    String audience = setting.role().audience();
    if (offline && audience.isEmpty()) {
      // A review would refuse tokens for others than the API server; nobody else does.
      throw Refused.malformed("the role needs an audience where nobody reviews tokens");
    }
    if (offline || token.claims().has("exp")) {
      Lifetime.USUAL.check(token.claims(), clock.instant());
    }
    if (!audience.isEmpty() && !token.audiences().contains(audience)) {
      throw Jwt.refused("invalid audience (aud) claim");
    }
    String issuer = setting.ready().config().issuer();
    if (!issuer.isEmpty() && token.claims().text("iss").filter(issuer::equals).isEmpty()) {
      throw Jwt.refused("invalid issuer (iss) claim");
    }
  }

  private Proof proof(String roleName, Setting setting, ServiceAccount account) {
    Map<String, String> known = new HashMap<>();
    known.put("service_account_name", account.name());
    known.put("service_account_namespace", account.namespace());
    known.put("service_account_secret_name", account.secret());
    known.put("service_account_uid", account.uid());
    Map<String, String> metadata = new HashMap<>(known);
    metadata.put(Kubernetes.ROLE, roleName);
    String alias =
        switch (setting.role().aliasName()) {
          case UID -> account.uid();
          case NAME -> account.namespace() + "/" + account.name();
        };
    return new Proof(
        view.mountPath(),
        view.tokenType(),
        view.mountPath() + "login",
        alias,
        account.namespace() + "-" + account.name(),
        metadata,
        known,
        List.of(),
        setting.role().tokens(),
        setting.changes());
  }
}
