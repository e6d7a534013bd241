package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Answer;
import dev.coffer.server.gate.policy.Capability;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * {@code sys/loggers}: how much the server's own log tells, changed while it runs and until it ends.
 * Only loggers that exist can be named, so nobody fills memory with names.
 */
public final class LoggerRoutes {
  /** All of the server's own loggers hang below it. */
  private static final String ROOT = "coffer";

  private static final Field LEVEL = Field.text("level", "trace, debug, info, warn or error");

  private LoggerRoutes() {}

  public static RouteTable<LogManager> table() {
    return RouteTable.of(
        Route.read("loggers", "The level of every logger", LoggerRoutes::readAll),
        Route.write("loggers", "Set the level of all loggers", LoggerRoutes::setAll, LEVEL),
        Route.delete("loggers", "Take back the level of all loggers", LoggerRoutes::revertAll),
        Route.read("loggers/{name}", "The level of a logger", LoggerRoutes::read),
        Route.write("loggers/{name}", "Set the level of a logger", LoggerRoutes::set, LEVEL),
        Route.delete("loggers/{name}", "Take back the level of a logger", LoggerRoutes::revert));
  }

  private static Passed readAll(LogManager logs, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          Map<String, String> levels = new TreeMap<>();
          for (String name : names(logs)) {
            levels.put(name, word(logs, name));
          }
          return Answer.of(Json.textMap(levels));
        });
  }

  private static Passed read(LogManager logs, VaultRequest request) {
    return request.pass(
        Capability.READ,
        _ -> {
          String name = find(logs, request.capture("name")).getName();
          return Answer.of(Json.textMap(Map.of(name, word(logs, name))));
        });
  }

  private static Passed setAll(LogManager logs, VaultRequest request) {
    return request.pass(Capability.UPDATE, _ -> setLevel(inherited(logs), request));
  }

  private static Passed set(LogManager logs, VaultRequest request) {
    return request.pass(Capability.UPDATE, _ -> setLevel(find(logs, request.capture("name")), request));
  }

  private static Passed revertAll(LogManager logs, VaultRequest request) {
    return request.pass(Capability.DELETE, _ -> revert(inherited(logs)));
  }

  private static Passed revert(LogManager logs, VaultRequest request) {
    return request.pass(Capability.DELETE, _ -> revert(find(logs, request.capture("name"))));
  }

  /** The logger above all of ours, which none of them overrides any more. */
  private static Logger inherited(LogManager logs) {
    Logger top = find(logs, ROOT);
    for (String name : names(logs)) {
      find(logs, name).setLevel(null);
    }
    return top;
  }

  private static Answer setLevel(Logger logger, VaultRequest request) {
    logger.setLevel(level(request.requiredText("level")));
    return Answer.empty();
  }

  private static Answer revert(Logger logger) {
    logger.setLevel(null); // What is above it holds: in the end the configured log_level.
    return Answer.empty();
  }

  private static List<String> names(LogManager logs) {
    return Collections.list(logs.getLoggerNames()).stream()
        .filter(name -> isOurs(name) && logs.getLogger(name) != null)
        .toList();
  }

  private static boolean isOurs(String name) {
    return name.equals(ROOT) || name.startsWith(ROOT + ".");
  }

  private static Logger find(LogManager logs, String name) {
    Logger logger = isOurs(name) ? logs.getLogger(name) : null;
    if (logger == null) {
      throw new Refused(new Failure.NotFound("logger"));
    }
    return logger;
  }

  private static Level level(String word) {
    return switch (word) {
      case "trace" -> Level.FINER;
      case "debug" -> Level.FINE;
      case "info", "notice" -> Level.INFO;
      case "warn", "warning" -> Level.WARNING;
      case "err", "error" -> Level.SEVERE;
      default -> throw Refused.malformed("\"level\" must be trace, debug, info, warn or error");
    };
  }

  private static String word(LogManager logs, String name) {
    Logger logger = find(logs, name);
    for (Logger at = logger; at != null; at = at.getParent()) {
      if (at.getLevel() != null) {
        int value = at.getLevel().intValue();
        return value <= Level.FINER.intValue() ? "trace" : value <= Level.CONFIG.intValue() ? "debug"
            : value <= Level.INFO.intValue() ? "info" : value <= Level.WARNING.intValue() ? "warn" : "error";
      }
    }
    return "info";
  }
}
