package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every shell block of the README runs, as it stands there but for the address. It needs the jars
 * that the phase {@code package} has made.
 */
@Tag("packaged")
class ReadmeTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path home;

  private static List<String> blocks() throws IOException {
    List<String> found = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(TOP.resolve("README.md")));
    while (block.find()) {
      found.add(block.group(1));
    }
    return found;
  }

  /** Blocks that talk to a server; those that start one have tests of their own. */
  @Test
  void theTourRuns() throws Exception {
    List<String> tour =
        blocks().stream()
            .filter(block -> !block.contains("./coffer server") && !block.contains("mvn verify"))
            .toList();
    assertThat(tour).hasSizeGreaterThanOrEqualTo(2);
    try (ServerProcess server = ServerProcess.dev(home)) {
      String script =
          "set -euo pipefail\nexport VAULT_ADDR=" + server.address() + " VAULT_TOKEN=root\n"
              + String.join("\n", tour).replace("http://127.0.0.1:8200", server.address());
      String said = shell(script);
      assertThat(said).contains("supersecret").contains("DB_PASSWORD=supersecret");
    }
  }

  /** A new kind of block needs a test here, or it may rot. */
  @Test
  void everyBlockIsOneThatATestKnows() throws IOException {
    for (String block : blocks()) {
      assertThat(block).containsAnyOf("./coffer server", "./coffer kv", "./coffer policy");
    }
  }

  private String shell(String script) throws IOException, InterruptedException {
    Path output = home.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(TOP.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("COFFER_NO_BUILD", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
