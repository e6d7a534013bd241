package dev.coffer.scanner.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A {@code .gitleaksignore} file: a fingerprint a line, with or without its commit. */
public final class IgnoreFile {
  private static final String NAME = ".gitleaksignore";
  private static final long BYTES_MAX = 64L * 1024 * 1024;

  private IgnoreFile() {}

  /**
   * Reads all there are.
   *
   * @param places files, or directories that may hold one
   * @param problems gets a line for whatever is wrong
   */
  public static Set<String> read(List<Path> places, List<String> problems) {
    Set<String> fingerprints = new HashSet<>();
    Set<Path> done = new HashSet<>();
    for (Path place : places) {
      Path file = Files.isDirectory(place) ? place.resolve(NAME) : place;
      if (Files.isRegularFile(file) && done.add(file.toAbsolutePath().normalize())) {
        read(file, fingerprints, problems);
      }
    }
    return fingerprints;
  }

  private static void read(Path file, Set<String> fingerprints, List<String> problems) {
    try {
      if (Files.size(file) > BYTES_MAX) {
        problems.add(file + ": it is larger than 64 MiB and not used");
        return;
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      int number = 0;
      for (String line : text.lines().toList()) {
        number++;
        String entry = line.strip();
        if (entry.isEmpty() || entry.startsWith("#")) {
          continue;
        }
        int parts = entry.split(":", -1).length;
        if (parts == 3 || parts == 4) {
          fingerprints.add(entry.replace('\\', '/'));
        } else {
          problems.add(file + ":" + number + ": Invalid .gitleaksignore entry");
        }
      }
    } catch (IOException failed) {
      problems.add(file + ": it cannot be read");
    }
  }
}
