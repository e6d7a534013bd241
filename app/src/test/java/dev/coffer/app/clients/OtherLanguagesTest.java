package dev.coffer.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.DevServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each program below {@code clients/} against a dev server of its own. */
@Tag("clients")
class OtherLanguagesTest {
  private static final Path CLIENTS = Path.of("..", "clients").toAbsolutePath().normalize();

  /** Wants a database besides: {@link NodeDatabasePoolTest}. */
  private static final String WITH_DATABASE = "node-database";

  @TempDir private Path scratch;

  static List<String> programs() throws IOException {
    try (Stream<Path> folders = Files.list(CLIENTS)) {
      return folders
          .filter(folder -> Files.isExecutable(folder.resolve("run")))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.equals(WITH_DATABASE))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void theProgramFindsNoDifference(String client) throws Exception {
    Path output = scratch.resolve("output");
    try (DevServer server = DevServer.start()) {
      ProcessBuilder builder =
          new ProcessBuilder(CLIENTS.resolve(client).resolve("run").toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("VAULT_ADDR", server.address());
      builder.environment().put("VAULT_TOKEN", "root");
      Process process = builder.start();
      assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
      String said = Files.readString(output);
      System.out.print(said);
      assertThat(process.exitValue()).as(said).isZero();
      assertThat(said).containsAnyOf(client + ": ok", "not run: " + client);
    }
  }
}
