package dev.coffer.client.cli.output;

import java.util.Optional;

/** What {@code -format} may say. */
public enum Format {
  TABLE,
  JSON,
  YAML,
  /** The server's bytes as they came. */
  RAW;

  /** Empty if the name is none of them. */
  public static Optional<Format> parse(String name) {
    return switch (name) {
      case "table" -> Optional.of(TABLE);
      case "json" -> Optional.of(JSON);
      case "yaml", "yml" -> Optional.of(YAML);
      case "raw" -> Optional.of(RAW);
      default -> Optional.empty();
    };
  }
}
