package dev.coffer.server.dialect.vault;

import java.util.List;

/**
 * Everything that is served.
 *
 * @param sys patterns below {@code sys/}
 * @param token patterns below {@code auth/token/}
 * @param openMetrics patterns below {@code sys/} that win on listeners with {@code
 *     unauthenticated_metrics_access}
 */
public record VaultTables(
    RouteTable<Sys> sys,
    RouteTable<Sys> token,
    RouteTable<Sys> openMetrics,
    List<EngineRoutes<?>> engines) {
  public VaultTables {
    engines = List.copyOf(engines);
  }
}
