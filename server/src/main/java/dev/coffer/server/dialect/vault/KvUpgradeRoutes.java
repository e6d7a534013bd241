package dev.coffer.server.dialect.vault;

import dev.coffer.server.engine.kv.KvUpgrade;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.policy.Capability;

/** A KV mount that is being upgraded answers everything with the request to come again. */
public final class KvUpgradeRoutes {
  private static final String EVERYTHING = "{path...}";
  private static final String SUMMARY = "Comes again when the upgrade is over";

  private KvUpgradeRoutes() {}

  public static RouteTable<KvUpgrade> table() {
    return RouteTable.of(
        Route.<KvUpgrade>read(EVERYTHING, SUMMARY, (_, request) -> later(request, Capability.READ))
            .takingAnyFields(),
        Route.<KvUpgrade>write(EVERYTHING, SUMMARY, (_, request) -> later(request, Capability.UPDATE))
            .takingAnyFields(),
        Route.<KvUpgrade>patch(EVERYTHING, SUMMARY, (_, request) -> later(request, Capability.PATCH))
            .takingAnyFields(),
        Route.<KvUpgrade>delete(EVERYTHING, SUMMARY, (_, request) -> later(request, Capability.DELETE))
            .takingAnyFields(),
        Route.<KvUpgrade>list(EVERYTHING, SUMMARY, (_, request) -> later(request, Capability.LIST))
            .takingAnyFields(),
        Route.<KvUpgrade>scan(EVERYTHING, SUMMARY, (_, request) -> later(request, Capability.SCAN))
            .takingAnyFields());
  }

  private static Passed later(VaultRequest request, Capability capability) {
    return request.pass(
        capability,
        _ -> {
          throw Refused.malformed(KvUpgrade.UNAVAILABLE);
        });
  }
}
