package dev.coffer.app.scan;

import java.util.List;
import java.util.Optional;

/** What is scanned. The first four words are new gitleaks' and ours, the last two old gitleaks'. */
enum ScanKind {
  GIT(List.of("git"), true, "Scans the history of a git repository"),
  DIR(List.of("dir", "file", "directory"), true, "Scans a directory or a file"),
  STDIN(List.of("stdin"), false, "Scans standard input"),
  STAGED(List.of("staged"), true, "Scans what is staged for the next commit"),
  DETECT(List.of("detect"), false, "Scans a git history, or with --no-git a directory"),
  PROTECT(List.of("protect"), false, "Scans what is changed, or with --staged what is staged");

  private final List<String> words;
  private final boolean takesPath;
  private final String summary;

  ScanKind(List<String> words, boolean takesPath, String summary) {
    this.words = words;
    this.takesPath = takesPath;
    this.summary = summary;
  }

  String word() {
    return words.getFirst();
  }

  boolean takesPath() {
    return takesPath;
  }

  String summary() {
    return summary;
  }

  static Optional<ScanKind> named(String word) {
    for (ScanKind kind : values()) {
      if (kind.words.contains(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
