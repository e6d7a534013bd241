package dev.coffer.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs the policy room's own measurement, which sees its package-private rules. */
final class DecisionRun {
  private static final String MAIN = "dev.coffer.server.gate.policy.DecisionSpeed";

  private DecisionRun() {}

  /** Nanoseconds of one decision. */
  static double nanos(Settings settings) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                Integer.toString(settings.secondsMeasured()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(MAIN + ": " + said);
    }
    return Double.parseDouble(said.trim());
  }
}
