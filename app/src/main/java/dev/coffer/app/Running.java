package dev.coffer.app;

import dev.coffer.server.Server;
import java.util.Optional;

/** A server that serves, and what its process has besides. */
record Running(Server server, Optional<PidFile> pidFile, ServerLog log) implements AutoCloseable {
  /** Opens audit files and the log file again by their names, and reads certificates again. */
  void reload() {
    log.reopen();
    server.reload();
  }

  @Override
  public void close() {
    server.close();
    pidFile.ifPresent(PidFile::close);
    System.getLogger("coffer.server").log(System.Logger.Level.INFO, "stopped");
  }
}
