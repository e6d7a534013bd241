package dev.coffer.app.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes reports: they hold secrets, so a new file is its owner's alone. */
final class ReportFile {
  private ReportFile() {}

  static void write(Path file, String text) throws IOException {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException | UnsupportedOperationException _) {
      // An older report keeps the rights that its owner gave it.
    }
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
