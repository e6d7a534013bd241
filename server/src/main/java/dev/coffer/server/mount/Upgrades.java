package dev.coffer.server.mount;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.storage.Conflict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes on with mounts that are being upgraded. The mount's row says so until the last of its rows
 * has been brought along, so a crash forgets nothing; every step may be repeated, by several nodes
 * at once too.
 */
public final class Upgrades {
  private static final int STEPS_A_RUN_MAX = 20;

  private final Barrier barrier;
  private final Router router;

  public Upgrades(Barrier barrier, Router router) {
    this.barrier = barrier;
    this.router = router;
  }

  /** Does a bounded piece for each mount that waits for it; called about once a second. */
  public void run(Instant now) {
    Optional<RuntimeException> failure = Optional.empty();
    for (Mount mount : router.mounts()) {
      if (mount.upgrading()) {
        try {
          advance(mount);
        } catch (RuntimeException failed) {
          failure = failure.or(() -> Optional.of(failed)); // The others go on.
        }
      }
    }
    failure.ifPresent(
        failed -> {
          throw failed;
        });
  }

  /**
   * Goes on with one mount at once, so that an upgrade of few secrets is over when it is answered.
   *
   * @param fullPath {@code kv/}
   * @return true when nothing is left to do, or there is no such mount
   */
  public boolean advance(String fullPath) {
    return router.route(fullPath).map(Mounted::mount).filter(Mount::upgrading).map(this::advance).orElse(true);
  }

  private boolean advance(Mount mount) {
    if (!(router.route(mount.fullPath()).map(Mounted::engine).orElseThrow() instanceof Engine.Upgrading engine)) {
      throw new IllegalStateException("no engine upgrades mounts of type " + mount.type());
    }
    try {
      for (int step = 0; step < STEPS_A_RUN_MAX; step++) {
        if (!engine.step()) {
          finish(mount);
          return true;
        }
      }
    } catch (Conflict _) {
      // Somebody else goes on with it.
    }
    return false;
  }

  private void finish(Mount mount) {
    try (Reading reading = barrier.read()) {
      List<Mount> mounts = new ArrayList<>(router.mounts(reading));
      mounts.replaceAll(one -> one.uuid().equals(mount.uuid()) ? one.upgraded() : one);
      barrier.commit(
          new Changes()
              .put(MountRows.KEY, MountRows.encode(mounts))
              .expect(reading.expectation(MountRows.KEY)));
    }
  }
}
