package dev.coffer.client.cli;

import dev.coffer.client.Environment;
import dev.coffer.client.ServerRefused;
import dev.coffer.client.Unreachable;
import dev.coffer.client.cli.args.Arguments;
import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import dev.coffer.client.cli.output.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one command line. Exit codes are Vault's: 0 done, 1 the command line or something local is
 * wrong, 2 the server refused or cannot be reached (and {@code status} of a sealed server).
 */
public final class Cli {
  static final int DONE = 0;
  static final int WRONG = 1;
  static final int REFUSED = 2;

  private final Environment environment;
  private final Console console;

  public Cli(Environment environment, Console console) {
    this.environment = environment;
    this.console = console;
  }

  /** The words after the program's name → the exit code. */
  public int run(List<String> words) {
    try {
      return dispatch(words);
    } catch (CurlTransport.Shown shown) {
      console.out().println(shown.command());
      return DONE;
    } catch (UsageException wrong) {
      console.err().println(wrong.getMessage());
      return WRONG;
    } catch (IllegalArgumentException wrong) {
      console.err().println("Error: " + wrong.getMessage());
      return WRONG;
    } catch (ServerRefused refused) {
      console.err().println(refused.getMessage());
      Advice.after(refused, environment).ifPresent(advice -> console.err().println("\n" + advice));
      return REFUSED;
    } finally {
      console.out().flush();
      console.err().flush();
    }
  }

  private int dispatch(List<String> words) {
    Help help = new Help(Commands.groups(), environment);
    if (words.size() == 1 && List.of("-version", "--version", "-v").contains(words.getFirst())) {
      return dispatch(List.of("version"));
    }
    if (words.isEmpty() || isHelp(words.getFirst())) {
      (words.isEmpty() ? console.err() : console.out()).println(help.overview());
      return words.isEmpty() ? WRONG : DONE;
    }
    Optional<Group> group = Commands.group(words.getFirst());
    if (group.isEmpty()) {
      throw new UsageException(help.unknown(words.getFirst()));
    }
    List<Command> commands = group.get().commands().get();
    Optional<Command> found = longestMatch(commands, words);
    if (found.isEmpty()) {
      if (words.size() > 1 && isHelp(words.get(1))) {
        console.out().println(help.group(group.get(), commands));
        return DONE;
      }
      if (words.size() > 1) {
        console.err().println("There is no such subcommand of `" + words.getFirst() + "`.\n");
      }
      console.err().println(help.group(group.get(), commands));
      return WRONG;
    }
    Command command = found.get();
    int named = command.name().split(" ", -1).length;
    return run(command, words.subList(named, words.size()), help);
  }

  private static boolean isHelp(String word) {
    return word.equals("help") || word.equals("-h") || word.equals("-help") || word.equals("--help");
  }

  private static Optional<Command> longestMatch(List<Command> commands, List<String> words) {
    Optional<Command> best = Optional.empty();
    for (Command command : commands) {
      List<String> name = List.of(command.name().split(" ", -1));
      boolean matches = words.size() >= name.size() && words.subList(0, name.size()).equals(name);
      if (matches && best.map(other -> other.name().length() < command.name().length()).orElse(true)) {
        best = Optional.of(command);
      }
    }
    return best;
  }

  private int run(Command command, List<String> words, Help help) {
    List<Flag> flags = new ArrayList<>(command.flags());
    flags.addAll(GlobalFlags.besides(command.flags()));
    Arguments args;
    try {
      args = Arguments.parse(flags, words, command.runs());
    } catch (UsageException wrong) {
      throw new UsageException(wrong.getMessage() + "\n\n" + help.hint(command));
    }
    if (args.isOn("help") || args.isOn("h")) {
      console.out().println(help.command(command));
      return DONE;
    }
    int given = args.positionals().size();
    if (given < command.least() || given > command.most()) {
      throw new UsageException(help.count(command, given));
    }
    boolean ownFormats = command.flags().stream().anyMatch(flag -> flag.name().equals("format"));
    Format format = ownFormats ? Format.TABLE : format(args);
    try (Invocation invocation = new Invocation(args, environment, console, format)) {
      return acted(command, args, invocation);
    }
  }

  private int acted(Command command, Arguments args, Invocation invocation) {
    try {
      return command.action().run(invocation);
    } catch (Unreachable gone) {
      boolean addressGiven = environment.setting("ADDR").isPresent() || args.has("address") || args.has("agent-address");
      console.err().println("Error: " + gone.getMessage());
      console.err().println("\n" + Advice.after(gone, invocation.settings(), addressGiven));
      return REFUSED;
    }
  }

  private Format format(Arguments args) {
    String name = args.value("format").or(() -> environment.setting("FORMAT")).orElse("table");
    return Format.parse(name)
        .orElseThrow(() -> new UsageException("-format is one of table, json, yaml and raw"));
  }
}
