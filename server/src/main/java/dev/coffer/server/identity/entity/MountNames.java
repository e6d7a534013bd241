package dev.coffer.server.identity.entity;

import java.util.Optional;

/** Which mount an accessor names; Assembly hands it in, since mounts are a room above. */
@FunctionalInterface
public interface MountNames {
  /**
   * A login method's mount.
   *
   * @param path {@code auth/userpass/}
   */
  record Named(String type, String path, boolean local) {}

  /** The auth mount of an accessor, if it is there. */
  Optional<Named> ofAccessor(String accessor);
}
