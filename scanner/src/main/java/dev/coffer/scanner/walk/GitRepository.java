package dev.coffer.scanner.walk;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is asked of a repository besides its history. */
public final class GitRepository {
  private final Path place;

  public GitRepository(Path place) {
    this.place = place;
  }

  /** Why there is no repository to scan; empty if there is one. */
  public Optional<String> complaint() {
    if (!Files.isDirectory(place)) {
      return Optional.of("no such directory");
    }
    try (GitCommand.Running running = new GitCommand(place).start(List.of("rev-parse", "--git-dir"))) {
      String failure = running.failure();
      return failure.isEmpty() ? Optional.empty() : Optional.of(failure.lines().findFirst().orElse(failure));
    } catch (UncheckedIOException _) {
      return Optional.of(GitCommand.MISSING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** The address of the remote {@code origin}; empty text if there is none. */
  public String remote() {
    try {
      List<String> lines = new GitCommand(place).lines(List.of("config", "--get", "remote.origin.url"));
      return lines.isEmpty() ? "" : lines.getFirst();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
