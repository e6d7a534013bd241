package dev.coffer.server.mount;

import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Rules;
import dev.coffer.server.gate.policy.Acl;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which mounts a caller may know of: those below which some rule grants them something, and those
 * that are there for everybody to see. Needs a caller, but no right of its own.
 */
public final class VisibleMounts {
  private static final String EVERYBODY = "unauth";

  private final Barrier barrier;
  private final Router router;
  private final Rules rules;

  public VisibleMounts(Barrier barrier, Router router, Rules rules) {
    this.barrier = barrier;
    this.router = router;
    this.rules = rules;
  }

  /** All of a kind, by path. */
  public List<Mount> list(Permit permit, MountKind kind) {
    try (Reading reading = barrier.read()) {
      Acl acl = acl(reading, permit.caller());
      return router.mounts(reading).stream()
          .filter(mount -> mount.kind() == kind && visible(acl, mount))
          .sorted(Comparator.comparing(Mount::path))
          .toList();
    }
  }

  /**
   * The mount a path leads to, empty also when there is none.
   *
   * @param path a whole path, with or without a slash at its end
   */
  public Optional<Mount> find(Permit permit, String path) {
    try (Reading reading = barrier.read()) {
      Acl acl = acl(reading, permit.caller());
      return router
          .route(reading, path.endsWith("/") ? path : path + "/")
          .map(Mounted::mount)
          .filter(mount -> visible(acl, mount));
    }
  }

  private Acl acl(Reading reading, Caller caller) {
    return rules.acl(reading, caller.tokenPolicies(), caller.persona()).acl();
  }

  private static boolean visible(Acl acl, Mount mount) {
    return mount.config().listingVisibility().equals(EVERYBODY) || acl.reaches(mount.fullPath());
  }
}
