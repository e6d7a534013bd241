package dev.coffer.app.scan;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which build of the scanner is running: what it keeps for later starts must not outlive it. */
final class Build {
  private static final String JAR = "coffer-scanner-";

  private Build() {}

  /**
   * The scanner's jar, its size and time; empty where it runs from class files, as in tests.
   *
   * @param classPath the JVM's {@code java.class.path}
   */
  static Optional<String> of(String classPath) {
    for (String entry : classPath.split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      if (entry.endsWith(".jar") && jar.getFileName().toString().startsWith(JAR)) {
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
