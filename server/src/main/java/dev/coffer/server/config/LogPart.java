package dev.coffer.server.config;

import dev.coffer.kit.hcl.HclException;
import dev.coffer.kit.hcl.HclFields;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What one file says of the log: Vault's {@code log_level}, {@code log_format}, {@code log_file}. */
record LogPart(
    Optional<String> level,
    Optional<Boolean> json,
    Optional<Path> file,
    Optional<Long> rotateBytes,
    Optional<Duration> rotateDuration,
    Optional<Long> rotateMaxFiles) {
  private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");
  private static final String NAME_DEFAULT = "coffer.log";
  private static final Duration ROTATE_DEFAULT = Duration.ofHours(24);

  static LogPart read(HclFields fields) {
    return new LogPart(
        fields.text("log_level").map(level -> level(fields, level)),
        fields.text("log_format").map(format -> isJson(fields, format)),
        fields.text("log_file").filter(path -> !path.isEmpty()).map(LogPart::path),
        fields.integer("log_rotate_bytes", 0, Long.MAX_VALUE),
        fields.duration("log_rotate_duration"),
        fields.integer("log_rotate_max_files", -1, Integer.MAX_VALUE));
  }

  private static String level(HclFields fields, String level) {
    String lower = level.toLowerCase(Locale.ROOT);
    if (!LEVELS.contains(lower)) {
      throw new HclException(fields.place(), "log_level must be trace, debug, info, warn or error");
    }
    return lower;
  }

  private static boolean isJson(HclFields fields, String format) {
    return switch (format) {
      case "json" -> true;
      case "standard", "text" -> false;
      default -> throw new HclException(fields.place(), "log_format must be standard or json");
    };
  }

  /** A path that ends with a slash is a directory, one without extension gets {@code .log}, as in Vault. */
  private static Path path(String text) {
    if (text.endsWith("/")) {
      return Path.of(text, NAME_DEFAULT);
    }
    String name = text.substring(text.lastIndexOf('/') + 1);
    return Path.of(name.indexOf('.') < 0 ? text + ".log" : text);
  }

  LogPart then(LogPart later) {
    return new LogPart(
        later.level.or(() -> level),
        later.json.or(() -> json),
        later.file.or(() -> file),
        later.rotateBytes.or(() -> rotateBytes),
        later.rotateDuration.or(() -> rotateDuration),
        later.rotateMaxFiles.or(() -> rotateMaxFiles));
  }

  LogConfig complete() {
    return new LogConfig(
        level.orElse(LogConfig.DEFAULT.level()), json.orElse(false), file.map(this::file));
  }

  private LogConfig.File file(Path path) {
    long bytes = rotateBytes.filter(most -> most > 0).orElse(Long.MAX_VALUE);
    Duration every = rotateDuration.filter(time -> !time.isZero()).orElse(ROTATE_DEFAULT);
    return new LogConfig.File(path, bytes, every, kept(rotateMaxFiles.orElse(0L)));
  }

  /** Vault's numbers: 0 keeps all, -1 keeps none. */
  private static int kept(long maxFiles) {
    return maxFiles == 0 ? Integer.MAX_VALUE : (int) Math.max(0, maxFiles);
  }
}
