package dev.coffer.server.dialect.vault;

import static dev.coffer.server.dialect.vault.ToolsRoutes.ALGORITHM;
import static dev.coffer.server.dialect.vault.ToolsRoutes.BYTES;
import static dev.coffer.server.dialect.vault.ToolsRoutes.FORMAT;
import static dev.coffer.server.dialect.vault.ToolsRoutes.INPUT;
import static dev.coffer.server.dialect.vault.ToolsRoutes.SOURCE;

import dev.coffer.server.engine.transit.TransitEngine;
import java.security.SecureRandom;

/** All of transit (Vault API, /secret/transit), a file of routes for each kind of work. */
public final class TransitRoutes {
  private TransitRoutes() {}

  /**
   * The table of a mount.
   *
   * @param random for {@code random}, which needs no key
   */
  public static RouteTable<TransitEngine> table(SecureRandom random) {
    return RouteTable.join(
        TransitKeyRoutes.table(),
        TransitCipherRoutes.table(),
        TransitSignRoutes.table(),
        TransitExportRoutes.table(),
        tools(random));
  }

  /** The same as {@code sys/tools}. */
  private static RouteTable<TransitEngine> tools(SecureRandom random) {
    return RouteTable.of(
        Route.write("random", "Random bytes", (_, r) -> ToolsRoutes.random(random, r), BYTES, FORMAT, SOURCE),
        Route.write("random/platform", "Random bytes", (_, r) -> ToolsRoutes.random(random, r), BYTES, FORMAT),
        Route.write("random/{bytes}", "Random bytes", (_, r) -> ToolsRoutes.random(random, r), FORMAT, SOURCE),
        Route.write("random/{source}/{bytes}", "Random bytes", (_, r) -> ToolsRoutes.random(random, r), FORMAT),
        Route.write("hash", "Hash of data", (_, r) -> ToolsRoutes.hash(random, r), ALGORITHM, INPUT, FORMAT),
        Route.write("hash/{algorithm}", "Hash of data", (_, r) -> ToolsRoutes.hash(random, r), INPUT, FORMAT));
  }
}
