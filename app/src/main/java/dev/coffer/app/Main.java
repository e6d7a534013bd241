package dev.coffer.app;

import dev.coffer.app.scan.GitSecretsCommand;
import dev.coffer.app.scan.ScanCommand;
import dev.coffer.app.scan.TruffleHogCommand;
import dev.coffer.client.Environment;
import dev.coffer.client.cli.Cli;
import dev.coffer.client.cli.Console;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The entry of every command. */
public final class Main {
  /** The launcher says here whether standard output is a terminal: asking the JDK would cost more. */
  private static final String TERMINAL = "coffer.terminal";

  /** {@code coffer scan}, and the two words of gitleaks that scripts use most. */
  private static final List<String> SCANS = List.of("scan", "detect", "protect");

  private Main() {}

  public static void main(String[] args) {
    PrintStream out = stream(new FileOutputStream(FileDescriptor.out));
    PrintStream err = stream(new FileOutputStream(FileDescriptor.err));
    int code = run(List.of(args), System.getenv(), out, err);
    out.flush();
    err.flush();
    // Everything is written and there is nothing to shut down; an orderly exit would load a logger.
    Runtime.getRuntime().halt(code);
  }

  /** Runs one command at a server; {@link Training} comes in here too. */
  static int run(List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
    if (!words.isEmpty() && words.getFirst().equals("server")) {
      return new ServerCommand().run(words.subList(1, words.size()), environment, out, err);
    }
    String name = environment.getOrDefault("COFFER_ARGV0", "");
    Optional<LocalCommand> other = otherTool(name);
    if (other.isPresent()) {
      return other.get().run(words, environment, out, err);
    }
    if (!words.isEmpty() && SCANS.contains(words.getFirst())) {
      boolean ownWords = words.getFirst().equals("scan");
      List<String> rest = ownWords ? words.subList(1, words.size()) : words;
      return new ScanCommand(ownWords ? "coffer scan" : "coffer", ownWords, System.in).run(rest, environment, out, err);
    }
    boolean terminal = Boolean.getBoolean(TERMINAL);
    Console console = new Console(System.in, out, err, terminal, Main::askSecret);
    return new Cli(new Environment(environment), console).run(words);
  }

  /** Tools whose words the program takes where it goes by their names. */
  private static Optional<LocalCommand> otherTool(String name) {
    return switch (name) {
      case "gitleaks" -> Optional.of(new ScanCommand(name, false, System.in));
      case "git-secrets" -> Optional.of(new GitSecretsCommand(Path.of(""), System.in));
      case "trufflehog" -> Optional.of(new TruffleHogCommand());
      default -> Optional.empty();
    };
  }

  static PrintStream stream(OutputStream out) {
    return new PrintStream(new BufferedOutputStream(out, 8192), false, StandardCharsets.UTF_8);
  }

  private static Optional<String> askSecret(String question) {
    return Optional.ofNullable(System.console())
        .filter(java.io.Console::isTerminal)
        .map(terminal -> terminal.readPassword("%s", question))
        .map(String::new);
  }
}
