package dev.coffer.server.system;

import dev.coffer.server.engine.database.DatabaseEngine;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Cause;
import dev.coffer.server.gate.InternalDoor;
import dev.coffer.server.gate.Need;
import dev.coffer.server.mount.Mount;
import dev.coffer.server.mount.Mounted;
import dev.coffer.server.mount.Router;
import java.time.Instant;

/** Changes the passwords of static roles when they are due; each change is recorded, also one that failed. */
public final class DatabaseRotations {
  private static final int ROTATIONS_A_RUN_MAX = 100;

  private final Router router;
  private final InternalDoor internal;

  public DatabaseRotations(Router router, InternalDoor internal) {
    this.router = router;
    this.internal = internal;
  }

  /** Does a bounded piece of what is due; called every few seconds. */
  public void run(Instant now) {
    for (Mount mount : router.mounts()) {
      if (mount.type().equals("database")
          && router.route(mount.fullPath()).map(Mounted::engine).orElseThrow() instanceof DatabaseEngine engine) {
        engine.staticRoles().due(now, ROTATIONS_A_RUN_MAX).forEach(name -> rotate(engine, name, now));
      }
    }
  }

  private void rotate(DatabaseEngine engine, String name, Instant now) {
    Need need = engine.needs().act("rotate-role", name);
    try {
      internal.internal(
          Cause.ROTATION,
          need,
          permit -> {
            engine.staticRoles().rotateDue(permit, name, now);
            return name;
          });
    } catch (Refused _) {
      return; // It stands in the audit record, and is due again soon; the others go on.
    }
  }
}
