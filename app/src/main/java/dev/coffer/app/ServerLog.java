package dev.coffer.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/** Where the server's own log goes: standard error, and a file where one was named. */
final class ServerLog extends Handler {
  private final PrintStream err;
  private final Optional<LogFile> file;
  private final LogLines lines;
  private final InstantSource clock;

  ServerLog(PrintStream err, Optional<LogFile> file, LogLines lines, InstantSource clock) {
    this.err = err;
    this.file = file;
    this.lines = lines;
    this.clock = clock;
  }

  /**
   * The web server logs a stack trace for some of what it cannot read, so any stranger could fill the
   * disk: a few a minute are enough to see that it happens.
   */
  static final class FewOfWebServer implements Filter {
    static final int A_MINUTE = 10;
    private Instant window = Instant.EPOCH;
    private int passed;

    @Override
    public synchronized boolean isLoggable(LogRecord record) {
      if (!record.getLoggerName().startsWith("io.helidon")) {
        return true;
      }
      if (!record.getInstant().isBefore(window.plusSeconds(60))) {
        window = record.getInstant();
        passed = 0;
      }
      return ++passed <= A_MINUTE;
    }
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    String line = lines.format(record);
    synchronized (err) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      err.write(bytes, 0, bytes.length);
      err.flush();
    }
    file.ifPresent(open -> open.append(record.getInstant(), line));
  }

  /** Opens the file again by its name, after somebody moved it away. */
  void reopen() {
    try {
      if (file.isPresent()) {
        file.get().reopen(clock.instant());
      }
    } catch (IOException problem) {
      err.println("warning: the log file stays the one in use: " + problem.getMessage());
    }
  }

  @Override
  public void flush() {
    err.flush();
  }

  @Override
  public void close() {
    flush();
  }
}
