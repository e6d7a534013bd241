package dev.coffer.scanner.walk;

import dev.coffer.scanner.Commit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The history of a repository, as git's own binary prints it. Where an object is missing or broken git
 * stops; the commit is then named and the commits behind it are scanned all the same.
 */
public final class GitHistory implements Source {
  /** After so many broken commits the rest is given up. */
  private static final int BROKEN_MAX = 1_000;

  private static final List<String> DIFF =
      List.of(
          "-p", "-U0", "-O/dev/null", "--no-ext-diff", "--no-textconv", "--no-color", "--no-show-signature", "--submodule=short",
          "--src-prefix=a/", "--dst-prefix=b/", "--encoding=UTF-8", CommitHeader.FORMAT);

  private final GitCommand git;
  private final Path repository;
  private final List<String> options;
  private final Limits limits;
  private volatile long commits;

  /**
   * A history, not read yet.
   *
   * @param options of {@code git log}; empty for all branches
   */
  public GitHistory(Path repository, List<String> options, Limits limits) {
    this.git = new GitCommand(repository);
    this.repository = repository;
    this.options = options.isEmpty() ? List.of("--full-history", "--all", "--diff-filter=tuxdb") : options;
    this.limits = limits;
  }

  /** How many commits were read until now; for any thread. */
  public long commits() {
    return commits;
  }

  @Override
  public void walk(Desk desk) throws InterruptedException {
    Batches batches = new Batches(desk, git, limits, count -> commits = count);
    try {
      List<String> facts = git.lines(List.of("rev-parse", "--is-shallow-repository"));
      if (facts.contains("true")) {
        desk.note(repository + " is a shallow clone: what was before its oldest commits is not here and not scanned");
      }
      List<String> command = new ArrayList<>(List.of("log"));
      // Behind the user's options, so that the output stays what is read here.
      int paths = options.indexOf("--");
      command.addAll(paths < 0 ? options : options.subList(0, paths));
      command.addAll(DIFF);
      command.addAll(paths < 0 ? List.of() : options.subList(paths, options.size()));
      String failure = run(command, List.of(), batches);
      if (!failure.isEmpty()) {
        goOn(failure, batches, desk);
      }
      batches.flush();
      desk.note(batches.commits() + " commits scanned.");
    } catch (UncheckedIOException _) {
      desk.trouble(GitCommand.MISSING);
    }
  }

  private String run(List<String> command, List<String> input, Batches batches) throws InterruptedException {
    try (GitCommand.Running running = git.start(command)) {
      running.input(input);
      new PatchReader(running.output(), Optional.empty(), batches).read();
      return running.failure();
    } catch (IOException failed) {
      return "its output cannot be read: " + failed.getMessage();
    }
  }

  /** Scans the commits behind the one at which git stopped. */
  private void goOn(String firstFailure, Batches batches, Desk desk) throws InterruptedException {
    List<String> list = new ArrayList<>(List.of("rev-list"));
    options.stream().filter(option -> !option.startsWith("--diff-filter")).forEach(list::add);
    List<String> all = git.lines(list);
    int paths = options.indexOf("--");
    List<String> scope = paths < 0 ? List.of() : options.subList(paths, options.size());
    String failure = firstFailure;
    int next = 0;
    for (int broken = 0; !failure.isEmpty() && broken < BROKEN_MAX; broken++) {
      int last = all.indexOf(batches.lastCommit());
      int failed = Math.max(last, next);
      String where = failed < all.size() && last >= 0 ? " at commit " + batches.lastCommit() : "";
      desk.trouble(repository + ": git stopped" + where + ": " + failure);
      next = failed + 1;
      if (next >= all.size()) {
        return;
      }
      List<String> command = new ArrayList<>(List.of("log", "--no-walk=unsorted", "--stdin", "--diff-filter=tuxdb"));
      command.addAll(DIFF);
      command.addAll(scope);
      failure = run(command, all.subList(next, all.size()), batches);
    }
    if (!failure.isEmpty()) {
      desk.trouble(repository + ": more than " + BROKEN_MAX + " commits cannot be read; the rest is not scanned");
    }
  }

}
