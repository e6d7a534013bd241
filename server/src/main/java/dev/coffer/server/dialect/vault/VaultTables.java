package dev.coffer.server.dialect.vault;

import java.util.List;
import java.util.Optional;

/**
 * Everything that is served.
 *
 * @param sys patterns below {@code sys/}
 * @param token patterns below {@code auth/token/}
 * @param openMetrics patterns below {@code sys/} that win on listeners with {@code
 *     unauthenticated_metrics_access}
 * @param legacy wins for whoever comes with a wrapping token
 */
public record VaultTables(
    RouteTable<Sys> sys,
    RouteTable<Sys> token,
    RouteTable<Sys> openMetrics,
    List<EngineRoutes<?>> engines,
    Optional<LegacyUnwrap> legacy) {
  public VaultTables {
    engines = List.copyOf(engines);
  }

  /** Without the old way to open envelopes. */
  public VaultTables(
      RouteTable<Sys> sys, RouteTable<Sys> token, RouteTable<Sys> openMetrics, List<EngineRoutes<?>> engines) {
    this(sys, token, openMetrics, engines, Optional.empty());
  }
}
