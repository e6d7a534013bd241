package dev.coffer.client.fake;

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

/** One command line, run, with what it printed. */
public record Run(int code, String out, String err) {
  /** Runs in an environment with that address and the token {@code t0ken}. */
  public static Run of(String address, String... words) {
    return of(Map.of("VAULT_ADDR", address, "VAULT_TOKEN", "t0ken"), "", false, words);
  }

  public static Run of(Map<String, String> environment, String stdin, boolean terminal, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            terminal,
            _ -> Optional.empty());
    int code = new Cli(new Environment(new HashMap<>(environment)), console).run(List.of(words));
    return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
