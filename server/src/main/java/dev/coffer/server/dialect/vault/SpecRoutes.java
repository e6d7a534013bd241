package dev.coffer.server.dialect.vault;

import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.mount.Router;

/** {@code sys/internal/specs/openapi}: what is served, as an OpenAPI document. */
public final class SpecRoutes {
  private static final Field GENERIC =
      Field.bool("generic_mount_paths", "Name mounts by a placeholder in the paths");
  private static final Field CONTEXT = Field.text("context", "Accepted for Vault's clients; without effect");

  private SpecRoutes() {}

  /** These tables with the lines that describe them all, themselves included. */
  public static VaultTables describing(VaultTables tables, Router mounts, String productVersion) {
    OpenApi withoutItself = new OpenApi(tables, mounts, productVersion);
    VaultTables all = joined(tables, withoutItself);
    return joined(tables, new OpenApi(all, mounts, productVersion));
  }

  private static VaultTables joined(VaultTables tables, OpenApi openApi) {
    return new VaultTables(
        RouteTable.join(tables.sys(), table().bind(openApi)), tables.token(), tables.openMetrics(), tables.engines(),
        tables.legacy());
  }

  private static RouteTable<OpenApi> table() {
    return RouteTable.of(
        Route.read("internal/specs/openapi", "This API as an OpenAPI document", SpecRoutes::read, GENERIC, CONTEXT).plain(),
        Route.write("internal/specs/openapi", "This API as an OpenAPI document", SpecRoutes::write, GENERIC, CONTEXT).plain());
  }

  private static Passed read(OpenApi openApi, VaultRequest request) {
    return document(Capability.READ, openApi, request);
  }

  private static Passed write(OpenApi openApi, VaultRequest request) {
    return document(Capability.UPDATE, openApi, request);
  }

  private static Passed document(Capability capability, OpenApi openApi, VaultRequest request) {
    return request.pass(
        capability, _ -> Answer.of(openApi.document(request.bool("generic_mount_paths", false))));
  }
}
