package dev.coffer.server.mount;

import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;

/**
 * What each operation on the table of mounts needs. Changes of auth mounts and remounts are
 * root-protected, as in Vault: they need {@code sudo} too.
 */
public final class MountNeeds {
  private MountNeeds() {}

  /** All mounts of a kind. */
  public static Need list(MountKind kind) {
    return of(kind, top(kind), Capability.READ);
  }

  /**
   * One mount.
   *
   * @param path the mount's path without its last slash
   */
  public static Need read(MountKind kind, String path) {
    return of(kind, top(kind) + "/" + path, Capability.READ);
  }

  public static Need enable(MountKind kind, String path) {
    return of(kind, top(kind) + "/" + path, Capability.UPDATE);
  }

  public static Need disable(MountKind kind, String path) {
    return of(kind, top(kind) + "/" + path, Capability.DELETE);
  }

  public static Need readTune(MountKind kind, String path) {
    return of(kind, top(kind) + "/" + path + "/tune", Capability.READ);
  }

  public static Need tune(MountKind kind, String path) {
    return of(kind, top(kind) + "/" + path + "/tune", Capability.UPDATE);
  }

  public static Need remount() {
    return Need.of("sys/remount", Capability.UPDATE, Capability.SUDO);
  }

  public static Need remountStatus(String id) {
    return Need.of("sys/remount/status/" + id, Capability.READ);
  }

  private static String top(MountKind kind) {
    return switch (kind) {
      case SECRET -> "sys/mounts";
      case AUTH -> "sys/auth";
    };
  }

  private static Need of(MountKind kind, String path, Capability capability) {
    // The bare listing sys/auth is not protected, what lies below it is.
    return kind == MountKind.AUTH && path.length() > top(kind).length()
        ? Need.of(path, capability, Capability.SUDO)
        : Need.of(path, capability);
  }
}
