package dev.coffer.app.scan;

import dev.coffer.scanner.config.RuleCache;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which build of the scanner is running: what it keeps for later starts must not outlive it. */
final class Build {
  private static final String JAR = "coffer-scanner-";

  private Build() {}

  /** The user's cache of compiled rules, or none where the build cannot be told. */
  static RuleCache cache(Map<String, String> environment) {
    return of(System.getProperty("java.class.path", "")).map(build -> RuleCache.ofUser(environment, build)).orElse(RuleCache.none());
  }

  /**
   * The scanner's jar, its size and time; empty where it runs from class files, as in tests.
   *
   * @param classPath the JVM's {@code java.class.path}
   */
  static Optional<String> of(String classPath) {
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      String name = entry.substring(entry.lastIndexOf(File.separatorChar) + 1);
      if (name.startsWith(JAR) && name.endsWith(".jar")) {
        Path jar = Path.of(entry);
        try {
          return Optional.of(jar + " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar));
        } catch (IOException _) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
