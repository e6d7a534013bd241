package dev.coffer.server.transport;

import dev.coffer.server.transport.ListenerSettings.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** The files that unix sockets are. */
final class UnixSockets {
  private UnixSockets() {}

  /** Removes the socket a dead server left; anything that is not a socket is left alone. */
  static void removeStale(Path path) {
    try {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          && !Files.isSymbolicLink(path)) {
        Files.delete(path);
      }
    } catch (IOException failed) {
      throw new TransportException("cannot remove the old socket " + path, failed);
    }
  }

  static void protect(ListenerSettings listener) {
    if (listener.address() instanceof Address.Unix(Path path, int mode)) {
      try {
        Files.setPosixFilePermissions(path, permissions(mode));
      } catch (IOException failed) {
        throw new TransportException("cannot set the mode of " + path, failed);
      }
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values(); // owner read … others execute
    for (int bit = 0; bit < all.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        set.add(all[bit]);
      }
    }
    return set;
  }
}
