package dev.coffer.client.cli;

import dev.coffer.client.cli.args.Flag;
import java.util.ArrayList;
import java.util.List;

/**
 * A command: a line of the table.
 *
 * @param name all its words, such as {@code kv get}
 * @param usage what follows the name
 * @param summary one line for the help
 * @param flags its own flags; those of every command are added when parsing
 * @param least the fewest positionals
 * @param most the most positionals
 * @param runs whether positionals are another program's words, which are not searched for flags
 */
public record Command(
    String name,
    String usage,
    String summary,
    List<Flag> flags,
    int least,
    int most,
    boolean runs,
    Action action) {
  static final int UNLIMITED = Integer.MAX_VALUE;

  /** Does the work and returns the exit code. */
  public interface Action {
    int run(Invocation invocation);
  }

  /** A command with exactly so many positionals. */
  static Command of(String name, String usage, String summary, int positionals, Action action) {
    return of(name, usage, summary, positionals, positionals, action);
  }

  static Command of(String name, String usage, String summary, int least, int most, Action action) {
    return new Command(name, usage, summary, List.of(), least, most, false, action);
  }

  Command with(Flag... more) {
    List<Flag> all = new ArrayList<>(flags);
    all.addAll(List.of(more));
    return new Command(name, usage, summary, List.copyOf(all), least, most, runs, action);
  }

  Command running() {
    return new Command(name, usage, summary, flags, least, most, true, action);
  }
}
