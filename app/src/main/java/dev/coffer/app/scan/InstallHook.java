package dev.coffer.app.scan;

import dev.coffer.app.scan.ScanWords.Flag;
import dev.coffer.app.scan.ScanWords.Kind;
import dev.coffer.scanner.walk.GitRepository;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code coffer scan install-hook}: no commit with a secret in it any more. */
final class InstallHook {
  static final String WORD = "install-hook";
  static final String SUMMARY = "Makes git look at what is staged before each commit";

  private static final List<Flag> FLAGS =
      List.of(
          new Flag("force", "f", Kind.SWITCH, "", "overwrite a hook that is there"),
          new Flag("help", "h", Kind.SWITCH, "", "this text"));

  private static final String SCRIPT =
      """
      #!/bin/sh
      # Written by `coffer scan install-hook`: a commit with a secret in it is refused.
      # `git commit --no-verify` goes past it once; a comment gitleaks:allow in a line allows that line.
      exec coffer scan staged
      """;

  private InstallHook() {}

  static int run(List<String> words, PrintStream out) {
    ScanWords sorted = ScanWords.parse(FLAGS, words);
    if (sorted.isOn("help")) {
      out.println(SUMMARY + "\n\nUsage:\n  coffer scan install-hook [-f] [path]");
      return ScanCommand.CLEAN;
    }
    GitRepository repository = new GitRepository(Path.of(sorted.rest().isEmpty() ? "." : sorted.rest().getFirst()));
    repository.complaint().ifPresent(complaint -> {
      throw new ScanStop(complaint);
    });
    // The setting that keeps the scanner from running hooks comes last.
    List<String> elsewhere = repository.settings("core.hooksPath");
    if (elsewhere.size() > 1) {
      throw new ScanStop(
          "this repository has its hooks in " + elsewhere.getFirst() + " (core.hooksPath): add the line `coffer scan staged` to pre-commit there");
    }
    Optional<Path> hooks = repository.hooks();
    if (hooks.isEmpty()) {
      throw new ScanStop("git does not tell where its hooks are");
    }
    Path file = hooks.get().resolve("pre-commit");
    HookFile.write(file, SCRIPT, sorted.isOn("force"));
    out.println("Installed " + file);
    return ScanCommand.CLEAN;
  }
}
