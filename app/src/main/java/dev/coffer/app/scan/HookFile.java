package dev.coffer.app.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes a hook that git runs. */
final class HookFile {
  private HookFile() {}

  /**
   * Writes a hook.
   *
   * @param overwrites whether one that is there gives way
   * @throws ScanStop if one is there, or it cannot be written
   */
  static void write(Path file, String script, boolean overwrites) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !overwrites) {
      throw new ScanStop(file + " already exists. Use -f to force");
    }
    try {
      Files.createDirectories(file.getParent());
      // A link would lead the script to a file that is no hook.
      Files.deleteIfExists(file);
      Files.writeString(file, script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException failed) {
      throw new ScanStop(file + " cannot be written: " + failed.getMessage());
    }
  }
}
