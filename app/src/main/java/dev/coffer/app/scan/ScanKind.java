package dev.coffer.app.scan;

import java.util.List;
import java.util.Optional;

/** What is scanned. The first four words are new gitleaks' and ours, the last two old gitleaks'. */
enum ScanKind {
  GIT("git", "", true, "Scans the history of a git repository"),
  DIR("dir", "file directory", true, "Scans a directory or a file"),
  STDIN("stdin", "", false, "Scans standard input"),
  STAGED("staged", "", true, "Scans what is staged for the next commit"),
  DETECT("detect", "", false, "Scans a git history, or with --no-git a directory"),
  PROTECT("protect", "", false, "Scans what is changed, or with --staged what is staged");

  private final String word;

  /** Other names, separated by blanks. */
  private final String aliases;

  private final boolean takesPath;
  private final String summary;

  ScanKind(String word, String aliases, boolean takesPath, String summary) {
    this.word = word;
    this.aliases = aliases;
    this.takesPath = takesPath;
    this.summary = summary;
  }

  String word() {
    return word;
  }

  boolean takesPath() {
    return takesPath;
  }

  String summary() {
    return summary;
  }

  static Optional<ScanKind> named(String name) {
    for (ScanKind kind : values()) {
      if (kind.word.equals(name) || List.of(kind.aliases.split(" ")).contains(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
