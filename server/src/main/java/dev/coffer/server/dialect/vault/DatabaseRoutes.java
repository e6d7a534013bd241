package dev.coffer.server.dialect.vault;

import dev.coffer.server.engine.database.DatabaseEngine;

/** A database mount (Vault API, /secret/databases). */
public final class DatabaseRoutes {
  private DatabaseRoutes() {}

  public static RouteTable<DatabaseEngine> table() {
    return RouteTable.join(
        DatabaseConnectionRoutes.table(), DatabaseRoleRoutes.table(), DatabaseStaticRoutes.table());
  }
}
