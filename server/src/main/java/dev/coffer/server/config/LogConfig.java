package dev.coffer.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The server's own log, which goes to standard error and, where one is named, to a file too.
 *
 * @param level {@code trace}, {@code debug}, {@code info}, {@code warn} or {@code error}
 * @param json lines of JSON instead of text
 */
public record LogConfig(String level, boolean json, Optional<File> file) {
  public static final LogConfig DEFAULT = new LogConfig("info", false, Optional.empty());

  /**
   * A file that is moved aside by and by.
   *
   * @param bytesMax moved when it would grow larger; {@link Long#MAX_VALUE} for never
   * @param every moved when it is older
   * @param keptMax how many moved files stay; {@link Integer#MAX_VALUE} for all
   */
  public record File(Path path, long bytesMax, Duration every, int keptMax) {}

  public LogConfig at(String otherLevel) {
    return new LogConfig(otherLevel, json, file);
  }
}
