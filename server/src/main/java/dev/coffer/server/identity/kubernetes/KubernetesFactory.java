package dev.coffer.server.identity.kubernetes;

import dev.coffer.server.barrier.Decoded;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.engine.EngineFactory;
import dev.coffer.server.engine.EngineView;
import dev.coffer.server.identity.NamedRows;
import dev.coffer.server.identity.jose.Issuers;
import dev.coffer.server.outgoing.Outgoing;
import java.time.InstantSource;

/** Makes the auth methods of type {@code kubernetes}. */
public final class KubernetesFactory implements EngineFactory {
  private static final int ROWS_MAX = 10_000;

  private final PodCheck check;
  private final InstantSource clock;
  private final Decoded<KubernetesRole> roles = new Decoded<>(ROWS_MAX, KubernetesRows::role);
  private final Decoded<Clusters.Ready> configs = new Decoded<>(ROWS_MAX, Clusters.Ready::decode);

  public KubernetesFactory(Issuers issuers, Outgoing outgoing, OwnPod pod, InstantSource clock) {
    this.check = new PodCheck(new TokenReview(outgoing), issuers, pod);
    this.clock = clock;
  }

  @Override
  public Engine open(EngineView view) {
    NamedRows<KubernetesRole> named =
        new NamedRows<>(view.barrier(), view.prefix() + "role/", roles, KubernetesRows::role);
    Clusters clusters = new Clusters(view.barrier(), view.prefix(), configs);
    return new Kubernetes(named, clusters, new PodLogin(view, named, clusters, check, clock));
  }
}
