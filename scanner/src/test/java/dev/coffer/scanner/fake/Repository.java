package dev.coffer.scanner.fake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A git repository made on the spot, with the same identities and dates every time. */
public final class Repository {
  private final Path folder;

  private Repository(Path folder) {
    this.folder = folder;
  }

  public static Repository in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Repository repository = new Repository(folder);
    repository.git("init", "-q", "-b", "main", ".");
    return repository;
  }

  public Path folder() {
    return folder;
  }

  public Repository write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** Commits all there is; returns the commit's id. */
  public String commit(String message) throws IOException {
    git("add", "-A");
    git("commit", "-q", "--allow-empty-message", "-m", message);
    return git("rev-parse", "HEAD").strip();
  }

  /** Runs git and returns what it prints. */
  public String git(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of("-c", "user.name=Ann Ex", "-c", "user.email=ann@example.com", "-c", "protocol.file.allow=always"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("GIT_AUTHOR_DATE", "2026-01-31T12:00:00+01:00");
    builder.environment().put("GIT_COMMITTER_DATE", "2026-01-31T12:00:00+01:00");
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + out);
      }
    } catch (InterruptedException _) {
      throw new AssertionError("interrupted");
    }
    return out;
  }
}
