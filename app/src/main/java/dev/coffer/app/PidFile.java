package dev.coffer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The number of this process in a file ({@code pid_file}), for whoever sends it signals. */
final class PidFile implements AutoCloseable {
  private final Path file;
  private final String content;

  private PidFile(Path file, String content) {
    this.file = file;
    this.content = content;
  }

  /** Writes it; what another process left is overwritten, as in Vault. */
  static PidFile write(Path file) {
    String content = ProcessHandle.current().pid() + "\n";
    try {
      Files.writeString(file, content);
    } catch (IOException problem) {
      throw new StartException("pid_file: " + file + " cannot be written: " + problem.getMessage());
    }
    return new PidFile(file, content);
  }

  /** Removes it, unless another process has written its own number meanwhile. */
  @Override
  public void close() {
    try {
      if (Files.readString(file).equals(content)) {
        Files.delete(file);
      }
    } catch (IOException _) {
      // It is gone, or cannot be removed: nothing hangs on it.
    }
  }
}
