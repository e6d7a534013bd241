package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.KeyStatus;
import dev.coffer.server.barrier.RotationPolicy;
import dev.coffer.server.crypto.Aead;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import java.time.Duration;

/** The data key and its replacement (Vault API, /sys/key-status, /sys/rotate, /sys/rotate/config). */
public final class KeyringRoutes {
  private KeyringRoutes() {}

  public static RouteTable<SealDesk> table() {
    return RouteTable.of(
        Route.<SealDesk>read("key-status", "The data key that seals now", KeyringRoutes::status).repeatedAtTop(),
        Route.write("rotate", "Makes a new data key", KeyringRoutes::rotate).withSudo(),
        Route.write("rotate/keyring", "Makes a new data key", KeyringRoutes::rotate).withSudo(),
        Route.<SealDesk>read("rotate/config", "When data keys are replaced by themselves", KeyringRoutes::policy)
            .repeatedAtTop(),
        Route.write(
            "rotate/config",
            "Sets when data keys are replaced by themselves",
            KeyringRoutes::setPolicy,
            Field.integer("max_operations", "At so many uses; never more than 2147483648"),
            Field.duration("interval", "At this age, 24 hours or more; 0 for never"),
            Field.bool("enabled", "false leaves only the limit of uses")));
  }

  private static Passed status(SealDesk desk, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          KeyStatus status = desk.barrier().keyStatus();
          return Answer.of(
              Json.object()
                  .put("term", status.term())
                  .put("install_time", status.installed().toString())
                  .put("encryptions", status.uses())
                  .build());
        });
  }

  private static Passed rotate(SealDesk desk, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          desk.barrier().rotate(permit.revisions());
          return Answer.empty();
        });
  }

  private static Passed policy(SealDesk desk, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          RotationPolicy policy = desk.barrier().rotationPolicy();
          return Answer.of(
              Json.object()
                  .put("max_operations", policy.usesMax())
                  .put("interval", policy.interval().toSeconds())
                  .put("enabled", policy.enabled())
                  .build());
        });
  }

  private static Passed setPolicy(SealDesk desk, VaultRequest request) {
    return request.pass(
        Capability.UPDATE,
        permit -> {
          RotationPolicy now = desk.barrier().rotationPolicy();
          long usesMax = request.integer("max_operations", now.usesMax());
          if (usesMax < RotationPolicy.USES_MIN) {
            throw Refused.malformed("max_operations must be at least " + RotationPolicy.USES_MIN);
          }
          Duration interval = request.duration("interval").orElse(now.interval());
          if (interval.isPositive() && interval.compareTo(RotationPolicy.INTERVAL_MIN) < 0) {
            throw Refused.malformed("interval must be 0 or at least 24 hours");
          }
          boolean enabled = request.bool("enabled", now.enabled());
          // Vault's own default is above our limit, so larger numbers are cut, not refused.
          desk.barrier()
              .rotationPolicy(
                  new RotationPolicy(enabled, Math.min(usesMax, Aead.USES_MAX), interval),
                  permit.revisions());
          return Answer.empty();
        });
  }
}
