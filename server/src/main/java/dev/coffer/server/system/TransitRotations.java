package dev.coffer.server.system;

import dev.coffer.server.engine.transit.TransitEngine;
import dev.coffer.server.gate.Cause;
import dev.coffer.server.gate.InternalDoor;
import dev.coffer.server.gate.Need;
import dev.coffer.server.mount.Mount;
import dev.coffer.server.mount.Mounted;
import dev.coffer.server.mount.Router;
import java.time.Instant;

/** Rotates transit keys when their {@code auto_rotate_period} is over; each rotation is recorded. */
public final class TransitRotations {
  private static final int ROTATIONS_A_RUN_MAX = 100;

  private final Router router;
  private final InternalDoor internal;

  public TransitRotations(Router router, InternalDoor internal) {
    this.router = router;
    this.internal = internal;
  }

  /** Does a bounded piece of what is due; called every few minutes. */
  public void run(Instant now) {
    for (Mount mount : router.mounts()) {
      boolean transit = mount.type().equals("transit");
      if (transit
          && router.route(mount.fullPath()).map(Mounted::engine).orElseThrow() instanceof TransitEngine engine) {
        rotate(engine, now);
      }
    }
  }

  private void rotate(TransitEngine engine, Instant now) {
    for (String name : engine.keys().due(now, ROTATIONS_A_RUN_MAX)) {
      Need need = engine.needs().change(name, "rotate");
      internal.internal(
          Cause.ROTATION,
          need,
          permit -> {
            engine.keys().rotateDue(permit, name, now);
            return name;
          });
    }
  }
}
