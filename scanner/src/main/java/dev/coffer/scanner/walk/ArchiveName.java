package dev.coffer.scanner.walk;

import java.util.List;
import java.util.Locale;

/** Which files are archives by their names, as gitleaks tells them, and some more. */
final class ArchiveName {
  /** These may stand anywhere in the name. */
  private static final List<String> PARTS =
      List.of(".7z", ".br", ".bz2", ".gz", ".lz4", ".rar", ".s2", ".sz", ".tar", ".xz", ".zip", ".zst", ".zz");

  /** These must end it. */
  private static final List<String> ENDS = List.of(".lz", ".mz", ".tgz", ".txz", ".jar", ".war");

  private ArchiveName() {}

  static boolean isArchive(String path) {
    String name = lastName(path);
    return PARTS.stream().anyMatch(name::contains) || ENDS.stream().anyMatch(name::endsWith);
  }

  static String lastName(String path) {
    int inside = path.lastIndexOf('!');
    return path.substring(Math.max(path.lastIndexOf('/'), inside) + 1).toLowerCase(Locale.ROOT);
  }
}
