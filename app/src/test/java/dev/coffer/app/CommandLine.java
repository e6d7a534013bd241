package dev.coffer.app;

import dev.coffer.client.Environment;
import dev.coffer.client.cli.Cli;
import dev.coffer.client.cli.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs {@code coffer} commands in this JVM, against a server that is another process. */
final class CommandLine {
  /** What a command printed, and its exit code. */
  record Ran(int code, String out, String err) {}

  private final Map<String, String> environment;

  CommandLine(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  static CommandLine at(String address, String token) {
    return new CommandLine(Map.of("VAULT_ADDR", address, "VAULT_TOKEN", token));
  }

  /** The same surroundings but for one variable. */
  CommandLine with(String name, String value) {
    Map<String, String> changed = new HashMap<>(environment);
    changed.put(name, value);
    return new CommandLine(changed);
  }

  Ran run(String... words) {
    return piped("", words);
  }

  Ran piped(String input, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            false,
            _ -> Optional.empty());
    int code = new Cli(new Environment(environment), console).run(List.of(words));
    return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
