package dev.coffer.scanner.walk;

import dev.coffer.scanner.Commit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is staged, or changed and not staged, below a directory of a repository. */
public final class GitChanges implements Source {
  private final GitCommand git;
  private final Path directory;
  private final boolean staged;
  private final Limits limits;

  /**
   * Changes, not read yet.
   *
   * @param staged the index against the last commit; otherwise the files against the index
   */
  public GitChanges(Path directory, boolean staged, Limits limits) {
    this.git = new GitCommand(directory);
    this.directory = directory;
    this.staged = staged;
    this.limits = limits;
  }

  @Override
  public void walk(Desk desk) throws InterruptedException {
    Batches batches = new Batches(desk, git, limits, _ -> {});
    try {
      try (GitCommand.Running running = git.start(command(), filters())) {
        running.input(List.of());
        new PatchReader(running.output(), Optional.of(Commit.none()), batches).read();
        String failure = running.failure();
        if (!failure.isEmpty()) {
          desk.trouble(directory + ": git stopped: " + failure.lines().findFirst().orElse(""));
        }
      } catch (IOException failed) {
        desk.trouble(directory + ": the changes cannot be read: " + failed.getMessage());
      }
      batches.flush();
    } catch (UncheckedIOException _) {
      desk.trouble(GitCommand.MISSING);
    }
  }

  /** Reading changed files would run the filters that the repository names; the index needs none. */
  private List<String> filters() throws InterruptedException {
    return staged ? List.of() : git.items(List.of("config", "-z", "--name-only", "--get-regexp", "^filter\\."), "\0");
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("diff", "-U0", "-O/dev/null", "--no-ext-diff", "--no-textconv", "--no-color", "--src-prefix=a/", "--dst-prefix=b/"));
    if (staged) {
      command.add("--staged");
    }
    command.add(".");
    return command;
  }
}
