package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs {@code src/test/sh/launcher-test.sh}, which tries the launcher with made-up JDKs. */
final class LauncherTest {
  @Test
  void theLauncherFindsTheRightJavaAndHandsEverythingOn() throws Exception {
    Process script =
        new ProcessBuilder("bash", "src/test/sh/launcher-test.sh", Path.of("../coffer").toRealPath().toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor()).as(output).isZero();
  }
}
