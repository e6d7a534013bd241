package dev.coffer.app;

import dev.coffer.server.config.LogConfig;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Starts the server's own log, in the words of {@code log_level}. */
final class Logging {
  /** Held here, since the JDK holds loggers weakly and would forget the level. */
  private static final Logger WEB_SERVER = Logger.getLogger("io.helidon");

  /** Above all of the server's own; {@code sys/loggers} sets it while the server runs. */
  private static final Logger OURS = Logger.getLogger("coffer");

  private Logging() {}

  /** From now on, in this way and no other. */
  static ServerLog start(LogConfig config) {
    Level level = levelOf(config.level());
    InstantSource clock = InstantSource.system();
    Optional<LogFile> file = config.file().map(open -> LogFile.open(open, clock.instant()));
    ServerLog log = new ServerLog(System.err, file, new LogLines(config.json()), clock);
    log.setLevel(Level.ALL);
    log.setFilter(new ServerLog.FewOfWebServer());
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.addHandler(log);
    root.setLevel(level);
    OURS.setLevel(null);
    // The web server's chatter about its own start is not the operator's business.
    WEB_SERVER.setLevel(Level.WARNING);
    return log;
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
