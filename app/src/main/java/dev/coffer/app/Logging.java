package dev.coffer.app;

import java.time.Instant;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Filter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The server's own log: lines on standard error, in the words of {@code log_level}. */
final class Logging {
  /** Held here, since the JDK holds loggers weakly and would forget the level. */
  private static final Logger WEB_SERVER = Logger.getLogger("io.helidon");

  private static final int CAUSES_MAX = 8;

  /** Above all of the server's own; {@code sys/loggers} sets it while the server runs. */
  private static final Logger OURS = Logger.getLogger("coffer");

  private Logging() {}

  /** One line a record, and the frames of what was thrown; never its message, which may hold data. */
  private static final class Lines extends SimpleFormatter {
    @Override
    public String format(LogRecord record) {
      String line =
          String.format(
              Locale.ROOT,
              "%1$tFT%1$tT.%1$tLZ [%2$s] %3$s: %4$s%n",
              record.getInstant().atZone(java.time.ZoneOffset.UTC),
              record.getLevel().getName(),
              record.getLoggerName(),
              formatMessage(record));
      Throwable thrown = record.getThrown();
      if (thrown == null) {
        return line;
      }
      boolean detailed = Logger.getLogger("").getLevel().intValue() <= Level.FINE.intValue();
      return line + (detailed ? stack(thrown) : causes(thrown));
    }

    private static String causes(Throwable thrown) {
      StringBuilder text = new StringBuilder();
      Throwable cause = thrown;
      for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++, cause = cause.getCause()) {
        text.append("  ").append(cause.getClass().getName()).append('\n');
      }
      return text.toString();
    }

    private static String stack(Throwable thrown) {
      StringBuilder text = new StringBuilder("  " + thrown.getClass().getName() + "\n");
      for (StackTraceElement frame : thrown.getStackTrace()) {
        text.append("    at ").append(frame).append('\n');
      }
      return text.toString();
    }
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

  static void start(String level) {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    handler.setFormatter(new Lines());
    handler.setFilter(new FewOfWebServer());
    Logger root = Logger.getLogger("");
    root.addHandler(handler);
    root.setLevel(levelOf(level));
    OURS.setLevel(null);
    // The web server's chatter about its own start is not the operator's business.
    WEB_SERVER.setLevel(Level.WARNING);
  }

  private static Level levelOf(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "trace" -> Level.FINEST;
      case "debug" -> Level.FINE;
      case "", "info" -> Level.INFO;
      case "warn", "warning" -> Level.WARNING;
      case "err", "error" -> Level.SEVERE;
      default ->
          throw new ServerFlags.BadFlags("-log-level is trace, debug, info, warn or error");
    };
  }
}
