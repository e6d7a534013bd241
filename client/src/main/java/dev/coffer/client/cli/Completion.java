package dev.coffer.client.cli;

import dev.coffer.client.cli.args.Flag;
import dev.coffer.client.cli.args.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code coffer completion}: scripts for shells, made from the command table. */
final class Completion {
  private Completion() {}

  static List<Command> commands() {
    return List.of(
        Command.of("completion", "bash|zsh|fish", "Print a shell's completion script", 1, Completion::print));
  }

  private static int print(Invocation in) {
    in.printer()
        .raw(
            switch (in.args().positional(0)) {
              case "bash" -> bash();
              case "zsh" -> "autoload -U +X bashcompinit && bashcompinit\n" + bash();
              case "fish" -> fish();
              default -> throw new UsageException("completion is for bash, zsh or fish");
            });
    return Cli.DONE;
  }

  /** Every prefix of a command's words with what may follow it: {@code kv} → {@code get put …}. */
  private static Map<String, Set<String>> nextWords() {
    Map<String, Set<String>> next = new LinkedHashMap<>();
    next.put("", new TreeSet<>(List.of("server")));
    for (Command command : all()) {
      String prefix = "";
      for (String word : command.name().split(" ", -1)) {
        next.computeIfAbsent(prefix, _ -> new TreeSet<>()).add(word);
        prefix = prefix.isEmpty() ? word : prefix + " " + word;
      }
      Set<String> flags = next.computeIfAbsent(prefix, _ -> new TreeSet<>());
      command.flags().forEach(flag -> flags.add(written(flag)));
    }
    return next;
  }

  private static List<Command> all() {
    List<Command> all = new ArrayList<>();
    Commands.groups().forEach(group -> all.addAll(group.commands().get()));
    return all;
  }

  private static String written(Flag flag) {
    return "-" + flag.name() + (flag.kind() == Flag.Kind.SWITCH ? "" : "=");
  }

  private static String bash() {
    StringBuilder script = new StringBuilder(4096);
    script.append("_coffer() {\n  local cur=${COMP_WORDS[COMP_CWORD]} path=\"\" i word\n");
    script.append("  for ((i = 1; i < COMP_CWORD; i++)); do\n    word=${COMP_WORDS[i]}\n");
    script.append("    [[ $word == -* ]] && continue\n    path=\"${path:+$path }$word\"\n  done\n");
    script.append("  local words\n  case \"$path\" in\n");
    nextWords()
        .forEach(
            (path, words) -> {
              // A path with further words after it still has the flags of its command.
              String pattern = path.isEmpty() ? "\"\"" : "\"" + path + "\" | \"" + path + " \"*";
              script.append("    ").append(pattern).append(") words=\"").append(String.join(" ", words)).append("\" ;;\n");
            });
    script.append("    *) words=\"\" ;;\n  esac\n");
    script.append("  if [[ $cur == -* ]]; then words=\"$words ").append(globalFlags()).append("\"; fi\n");
    script.append("  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n");
    script.append("  [[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace\n  return 0\n}\n");
    script.append("complete -o default -F _coffer coffer vault\n");
    return mostSpecificFirst(script.toString());
  }

  /** `case` takes the first match: longer paths must stand before their beginnings. */
  private static String mostSpecificFirst(String script) {
    List<String> head = new ArrayList<>();
    List<String> cases = new ArrayList<>();
    List<String> tail = new ArrayList<>();
    for (String line : script.split("\n", -1)) {
      boolean isCase = line.startsWith("    \"");
      (isCase ? cases : cases.isEmpty() ? head : tail).add(line);
    }
    cases.sort((a, b) -> Integer.compare(depth(b), depth(a)));
    head.addAll(cases);
    head.addAll(tail);
    return String.join("\n", head);
  }

  private static int depth(String line) {
    String path = line.substring(line.indexOf('"') + 1, line.indexOf('"', line.indexOf('"') + 1));
    return path.isEmpty() ? 0 : path.split(" ", -1).length;
  }

  private static String globalFlags() {
    List<String> flags = new ArrayList<>();
    GlobalFlags.all().forEach(flag -> flags.add(written(flag)));
    return String.join(" ", flags);
  }

  private static String fish() {
    StringBuilder script = new StringBuilder("complete -c coffer -f\n");
    script.append("complete -c coffer -n __fish_use_subcommand -a server -d 'Start a server'\n");
    for (Group group : Commands.groups()) {
      script.append("complete -c coffer -n __fish_use_subcommand -a ").append(group.name())
          .append(" -d '").append(quoted(group.summary())).append("'\n");
    }
    for (Command command : all()) {
      String[] words = command.name().split(" ", -1);
      if (words.length > 1) {
        script.append("complete -c coffer -n '__fish_seen_subcommand_from ").append(words[0]).append("' -a ")
            .append(words[1]).append(" -d '").append(quoted(command.summary())).append("'\n");
      }
      for (Flag flag : command.flags()) {
        script.append("complete -c coffer -n '__fish_seen_subcommand_from ").append(words[words.length - 1])
            .append("' -o ").append(flag.name()).append(flag.kind() == Flag.Kind.SWITCH ? "" : " -r")
            .append(" -d '").append(quoted(flag.help())).append("'\n");
      }
    }
    return script.toString();
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
