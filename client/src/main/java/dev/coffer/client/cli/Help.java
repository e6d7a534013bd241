package dev.coffer.client.cli;

import dev.coffer.client.Environment;
import dev.coffer.client.cli.args.Flag;
import java.util.List;

/** The help texts, all from the command table. */
final class Help {
  private static final int NAME_COLUMN = 20;
  private static final int FLAG_COLUMN = 34;

  private final List<Group> groups;
  private final String program;

  Help(List<Group> groups, Environment environment) {
    this.groups = groups;
    this.program = environment.program();
  }

  String overview() {
    StringBuilder text = new StringBuilder("Usage: ").append(program).append(" <command> [args]\n\nCommands:\n");
    text.append(entry("server", "Start a server (-dev for a trial one in memory)", NAME_COLUMN));
    for (Group group : groups) {
      text.append(entry(group.name(), group.summary(), NAME_COLUMN));
    }
    return text.append("\n`").append(program).append(" <command> -h` explains a command. The server's address comes from")
        .append(" VAULT_ADDR,\nthe token from VAULT_TOKEN or `").append(program).append(" login`.")
        .toString();
  }

  String group(Group group, List<Command> commands) {
    StringBuilder text = new StringBuilder("Usage: ").append(program).append(' ').append(group.name());
    text.append(" <subcommand> [options] [args]\n\n  ").append(group.summary()).append(".\n\nSubcommands:\n");
    int longest = commands.stream().mapToInt(command -> rest(command.name()).length()).max().orElse(0);
    for (Command command : commands) {
      text.append(entry(rest(command.name()), command.summary(), longest + 8));
    }
    return text.toString().stripTrailing();
  }

  private static String rest(String name) {
    int space = name.indexOf(' ');
    return space < 0 ? name : name.substring(space + 1);
  }

  String command(Command command) {
    StringBuilder text = new StringBuilder(usage(command)).append("\n\n  ").append(command.summary()).append('.');
    if (!command.flags().isEmpty()) {
      text.append("\n\nOptions:\n");
      command.flags().forEach(flag -> text.append(entry(written(flag), flag.help(), FLAG_COLUMN)));
    }
    text.append(command.flags().isEmpty() ? "\n\n" : "\n").append("Options of every command:\n");
    GlobalFlags.besides(command.flags()).forEach(flag -> text.append(entry(written(flag), flag.help(), FLAG_COLUMN)));
    return text.toString().stripTrailing();
  }

  private String usage(Command command) {
    return "Usage: " + program + " " + command.name() + " [options]" + (command.usage().isEmpty() ? "" : " " + command.usage());
  }

  String hint(Command command) {
    return usage(command) + "\n`" + program + " " + command.name() + " -h` lists the options.";
  }

  String count(Command command, int given) {
    String wrong = given < command.least() ? "Not enough arguments" : "Too many arguments";
    String expected =
        command.least() == command.most() || given > command.most()
            ? Integer.toString(command.most())
            : "at least " + command.least();
    return wrong + " (expected " + expected + ", got " + given + ")\n\n" + hint(command);
  }

  /** Also for what Vault has and Coffer has not: an honest word is better than a wrong command. */
  String unknown(String name) {
    return switch (name) {
      case "namespace" -> "Coffer has one namespace, the root, so far: there is no `namespace` command.";
      case "agent", "proxy", "ssh", "transit", "pki", "plugin", "monitor", "events", "hcp", "version-history" ->
          "There is no `" + name + "` command in this version of Coffer. `" + program + " -h` lists what there is.";
      default -> "Unknown command. `" + program + " -h` lists the commands.";
    };
  }

  private static String written(Flag flag) {
    return "-" + flag.name() + (flag.kind() == Flag.Kind.SWITCH ? "" : "=" + flag.value());
  }

  private static String entry(String name, String text, int column) {
    String start = "    " + name;
    return start + " ".repeat(Math.max(1, column - start.length())) + text + "\n";
  }
}
