package dev.coffer.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dev server of its own for a test class, with the root token {@code root}. */
public final class DevServer implements AutoCloseable {
  private final ServerProcess process;

  private DevServer(ServerProcess process) {
    this.process = process;
  }

  public static DevServer start() {
    try {
      return new DevServer(ServerProcess.dev(Files.createTempDirectory("coffer-dev")));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  public String address() {
    return process.address();
  }

  public String output() {
    return process.output();
  }

  @Override
  public void close() {
    process.close();
  }
}
