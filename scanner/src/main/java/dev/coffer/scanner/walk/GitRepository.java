package dev.coffer.scanner.walk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    return failure(List.of("rev-parse", "--git-dir"));
  }

  /** The address of the remote {@code origin}; empty text if there is none. */
  public String remote() {
    return first(List.of("config", "--get", "remote.origin.url")).orElse("");
  }

  /** How many commits all branches have. */
  public Optional<Long> commits() {
    return first(List.of("rev-list", "--count", "--all", "--no-merges")).map(Long::parseLong);
  }

  /** The directory of its hooks: that of the main working tree for all of them. */
  public Optional<Path> hooks() {
    return first(List.of("rev-parse", "--git-common-dir")).map(path -> place.resolve(path).normalize().resolve("hooks"));
  }

  /** The top of the working tree. */
  public Optional<Path> top() {
    return first(List.of("rev-parse", "--show-toplevel")).map(Path::of);
  }

  /** Every value of a setting, from the user's and the repository's configuration. */
  public List<String> settings(String name) {
    return items(List.of("config", "-z", "--get-all", name));
  }

  /** Settings whose names begin so, each as {@code name value}. */
  public List<String> settingsOf(String section, boolean usersOnly) {
    List<String> words = new ArrayList<>(List.of("config"));
    words.addAll(usersOnly ? List.of("--global") : List.of());
    words.addAll(List.of("-z", "--get-regexp", "^" + section + "\\."));
    return items(words).stream().map(item -> item.replaceFirst("\n", " ")).toList();
  }

  /**
   * Adds a value to a setting.
   *
   * @param forUser whether it is for all of the user's repositories
   * @return what went wrong
   */
  public Optional<String> addSetting(String name, String value, boolean forUser) {
    return failure(List.of("config", forUser ? "--global" : "--local", "--add", name, value));
  }

  private Optional<String> first(List<String> words) {
    try {
      return new GitCommand(place).lines(words).stream().findFirst();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (UncheckedIOException _) {
      return Optional.empty();
    }
  }

  private List<String> items(List<String> words) {
    try {
      return new GitCommand(place).items(words, "\0");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (UncheckedIOException _) {
      return List.of();
    }
  }

  private Optional<String> failure(List<String> words) {
    try (GitCommand.Running running = new GitCommand(place).start(words)) {
      running.output().readAllBytes();
      String failure = running.failure();
      return failure.isEmpty() ? Optional.empty() : Optional.of(failure.lines().findFirst().orElse(failure));
    } catch (UncheckedIOException | IOException _) {
      return Optional.of(GitCommand.MISSING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
