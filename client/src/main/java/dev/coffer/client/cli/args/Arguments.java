package dev.coffer.client.cli.args;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a command, sorted into flags and positionals. {@code -name}, {@code --name}, {@code
 * -name=value} and {@code -name value} all work, also after positionals; {@code --} ends the flags
 * and a single {@code -} is a positional (standard input).
 */
public final class Arguments {
  private final Map<String, List<String>> values;
  private final List<String> positionals;

  private Arguments(Map<String, List<String>> values, List<String> positionals) {
    this.values = values;
    this.positionals = List.copyOf(positionals);
  }

  /**
   * Sorts the words.
   *
   * @param stopAtPositional whether the first positional ends the flags, as for a command to run
   * @throws UsageException on an unknown flag or a missing value
   */
  public static Arguments parse(List<Flag> flags, List<String> words, boolean stopAtPositional) {
    Map<String, List<String>> values = new HashMap<>();
    List<String> positionals = new ArrayList<>();
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (word.equals("--")) {
        positionals.addAll(words.subList(at + 1, words.size()));
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        if (stopAtPositional) {
          positionals.addAll(words.subList(at, words.size()));
          break;
        }
        positionals.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      Flag flag = find(flags, equals < 0 ? word : word.substring(0, equals));
      String value;
      if (equals >= 0) {
        value = word.substring(equals + 1);
      } else if (flag.kind() == Flag.Kind.SWITCH) {
        value = "true";
      } else if (++at < words.size()) {
        value = words.get(at);
      } else {
        throw new UsageException("the flag -" + flag.name() + " needs a value: -" + flag.name() + "=" + flag.value());
      }
      values.computeIfAbsent(flag.name(), _ -> new ArrayList<>()).add(value);
    }
    return new Arguments(values, positionals);
  }

  private static Flag find(List<Flag> flags, String word) {
    String name = word.substring(word.startsWith("--") ? 2 : 1);
    for (Flag flag : flags) {
      if (flag.name().equals(name)) {
        return flag;
      }
    }
    throw new UsageException("flag provided but not defined: -" + name);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** Whether a switch is on. */
  public boolean isOn(String name) {
    return value(name)
        .map(
            value ->
                switch (value.toLowerCase(Locale.ROOT)) {
                  case "true", "t", "1" -> true;
                  case "false", "f", "0" -> false;
                  default -> throw new UsageException("the flag -" + name + " is true or false");
                })
        .orElse(false);
  }

  /** The last value given. */
  public Optional<String> value(String name) {
    List<String> given = values.getOrDefault(name, List.of());
    return given.isEmpty() ? Optional.empty() : Optional.of(given.getLast());
  }

  /** Every value given, in order. */
  public List<String> all(String name) {
    return List.copyOf(values.getOrDefault(name, List.of()));
  }

  /** Every value given, each split at commas. */
  public List<String> items(String name) {
    List<String> items = new ArrayList<>();
    for (String value : all(name)) {
      for (String item : value.split(",", -1)) {
        if (!item.isBlank()) {
          items.add(item.strip());
        }
      }
    }
    return items;
  }

  /** A whole number, or empty if the flag is not there. */
  public Optional<Long> number(String name) {
    return value(name)
        .map(
            value -> {
              try {
                return Long.parseLong(value);
              } catch (NumberFormatException _) {
                throw new UsageException("the flag -" + name + " needs a whole number");
              }
            });
  }

  public List<String> positionals() {
    return positionals;
  }

  /** The positional at that place; the command's limits have made sure that it is there. */
  public String positional(int index) {
    return positionals.get(index);
  }
}
