package dev.coffer.scanner.config;

/** A configuration that cannot be used at all. The message names file and line. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(Problem problem) {
    super(problem.toString(), null, false, false);
  }
}
