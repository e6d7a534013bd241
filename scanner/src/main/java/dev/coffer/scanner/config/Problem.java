package dev.coffer.scanner.config;

/**
 * What is wrong with a configuration, and where.
 *
 * @param line from 1; 0 if the file as a whole is meant
 */
public record Problem(String file, int line, String what) {
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line + ": " + what : file + ": " + what;
  }
}
