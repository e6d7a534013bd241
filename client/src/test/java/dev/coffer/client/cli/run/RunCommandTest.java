package dev.coffer.client.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.client.Environment;
import dev.coffer.client.cli.Cli;
import dev.coffer.client.cli.Console;
import dev.coffer.client.fake.FakeServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code coffer run} in a process of its own, since it replaces its process. */
final class RunCommandTest {
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer().versionedKv("secret/app");
    server.on("GET /v1/secret/data/app", 200, "{\"data\":{\"data\":{\"db-password\":\"s3cret\",\"api_key\":\"k\"}}}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** The entry of that process. */
  public static void main(String[] args) {
    Console console = new Console(System.in, System.out, System.err, false, _ -> Optional.empty());
    System.exit(new Cli(new Environment(System.getenv()), console).run(List.of(args)));
  }

  private Process run(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RunCommandTest.class.getName(),
                "run",
                "--path",
                "secret/app"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("VAULT_ADDR", server.address());
    builder.environment().put("VAULT_TOKEN", "t0ken");
    builder.environment().put("COFFER_KEPT_JAVA_TOOL_OPTIONS", "-Dkept=1");
    return builder.start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void theProgramGetsTheVariablesAndItsCodeIsOurs() throws Exception {
    Process process = run("--", "sh", "-c", "echo $DB_PASSWORD $API_KEY ${VAULT_TOKEN-none} $JAVA_TOOL_OPTIONS $$; exit 7");
    assertThat(output(process)).isEqualTo("s3cret k none -Dkept=1 " + process.pid() + "\n");
    assertThat(process.waitFor()).isEqualTo(7);
  }

  @Test
  void chosenKeysGetThePrefixAndTheTokenStaysOnlyWhenAsked() throws Exception {
    Process process =
        run("--only-secrets", "api_key", "--prefix", "X_", "--keep-token", "--", "sh", "-c", "echo ${X_API_KEY-} ${X_DB_PASSWORD-no} $VAULT_TOKEN");
    assertThat(output(process)).isEqualTo("k no t0ken\n");
  }

  @Test
  void aSignalReachesTheProgramItself() throws Exception {
    Process process = run("--", "sh", "-c", "trap 'echo got TERM; exit 42' TERM; echo ready; while :; do :; done");
    byte[] ready = process.getInputStream().readNBytes("ready\n".length());
    assertThat(new String(ready, StandardCharsets.UTF_8)).isEqualTo("ready\n");
    process.toHandle().destroy();
    assertThat(output(process)).isEqualTo("got TERM\n");
    assertThat(process.waitFor()).isEqualTo(42);
  }

  @Test
  void noFileOfTheJvmReachesTheProgram() throws Exception {
    Process process = run("--", "sh", "-c", "for f in /proc/$$/fd/*; do case $f in */[012]) ;; *) readlink $f || true;; esac; done");
    assertThat(output(process)).doesNotContain(".jar").doesNotContain("socket:");
    process.waitFor();
  }

  @Test
  void aMissingProgramIs127() throws Exception {
    Process process = run("--", "no-such-program-here");
    assertThat(output(process)).contains("command not found");
    assertThat(process.waitFor()).isEqualTo(127);
  }
}
