package dev.coffer.server.mount;

import java.util.Locale;

/** The two tables of mounts: engines that keep secrets, and methods that prove identities. */
public enum MountKind {
  SECRET(""),
  AUTH("auth/");

  private final String root;

  MountKind(String root) {
    this.root = root;
  }

  /** What stands before the mounts' own paths: {@code ""} or {@code auth/}. */
  public String root() {
    return root;
  }

  /** The word in rows and audit records: {@code secret}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
