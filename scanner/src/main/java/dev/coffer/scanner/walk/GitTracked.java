package dev.coffer.scanner.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a working tree that git knows, as they are on disk. */
public final class GitTracked implements Source {
  private final Path directory;
  private final boolean untrackedToo;
  private final List<String> paths;
  private final Limits limits;

  /**
   * Files, not listed yet.
   *
   * @param untrackedToo whether those count that git does not know and is not told to ignore
   * @param paths only these; none for all below the directory
   */
  public GitTracked(Path directory, boolean untrackedToo, List<String> paths, Limits limits) {
    this.directory = directory;
    this.untrackedToo = untrackedToo;
    this.paths = List.copyOf(paths);
    this.limits = limits;
  }

  @Override
  public void walk(Desk desk) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("ls-files", "-z", "--cached"));
    command.addAll(untrackedToo ? List.of("--others", "--exclude-standard") : List.of());
    command.add("--");
    command.addAll(paths);
    try (GitCommand.Running running = new GitCommand(directory).start(command)) {
      NameList names = new NameList(running.output());
      for (Optional<String> name = names.next(); name.isPresent(); name = names.next()) {
        Path file = directory.resolve(name.get()).normalize();
        // What was deleted and not staged yet is no trouble, and a submodule is a repository of its own.
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          new DirectorySource(file, limits).walk(desk);
        } else if (name.get().contains("\uFFFD")) {
          desk.trouble(directory + ": a file's name is no UTF-8: " + name.get());
        }
      }
      String failure = running.failure();
      if (!failure.isEmpty()) {
        desk.trouble(directory + ": git stopped: " + failure.lines().findFirst().orElse(""));
      }
    } catch (IOException failed) {
      desk.trouble(directory + ": the list of files cannot be read: " + failed.getMessage());
    } catch (UncheckedIOException _) {
      desk.trouble(GitCommand.MISSING);
    }
  }
}
