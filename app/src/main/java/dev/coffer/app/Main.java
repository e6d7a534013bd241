package dev.coffer.app;

import dev.coffer.client.Environment;
import dev.coffer.client.cli.Cli;
import dev.coffer.client.cli.Console;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The entry of every command. */
public final class Main {
  /** The launcher says here whether standard output is a terminal: asking the JDK would cost more. */
  private static final String TERMINAL = "coffer.terminal";

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    List<String> words = List.of(args);
    boolean terminal = Boolean.getBoolean(TERMINAL);
    Console console = new Console(System.in, out, err, terminal, Main::askSecret);
    int code = new Cli(new Environment(System.getenv()), console).run(words);
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor), 8192), false, StandardCharsets.UTF_8);
  }

  private static Optional<String> askSecret(String question) {
    return Optional.ofNullable(System.console())
        .filter(java.io.Console::isTerminal)
        .map(terminal -> terminal.readPassword("%s", question))
        .map(String::new);
  }
}
