package dev.coffer.server.system;

import dev.coffer.server.gate.Cause;
import dev.coffer.server.gate.InternalDoor;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.oidc.NamedKeys;
import java.time.Instant;

/** Rotates the keys of identity tokens when their period is over; each rotation is recorded. */
public final class IdentityKeyRotations {
  private final NamedKeys keys;
  private final InternalDoor internal;

  public IdentityKeyRotations(NamedKeys keys, InternalDoor internal) {
    this.keys = keys;
    this.internal = internal;
  }

  /** Does what is due; called every minute. */
  public void run(Instant now) {
    for (String name : keys.due(now)) {
      internal.internal(
          Cause.ROTATION,
          Need.of("identity/oidc/key/" + name + "/rotate", Capability.UPDATE),
          permit -> {
            keys.rotateDue(permit, name, now);
            return name;
          });
    }
  }
}
