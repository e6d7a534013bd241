package dev.coffer.app.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The words of a scan, sorted into flags and the rest, as gitleaks reads them: {@code --name=value},
 * {@code --name value}, {@code -n value}; {@code --} ends the flags. One dash before a long name
 * works too, as everywhere in Coffer.
 */
final class ScanWords {
  /** How a flag takes its value. */
  enum Kind {
    /** On, or {@code =true} and {@code =false}. */
    SWITCH,
    /** {@code =value} or the next word. */
    VALUE,
    /** {@code =value}, or its default without one. */
    OPTIONAL
  }

  /**
   * A flag.
   *
   * @param letter its short form; empty for none
   * @param fallback the value that an OPTIONAL has where none is given
   */
  record Flag(String name, String letter, Kind kind, String fallback, String help) {}

  /** The words cannot be understood. */
  static final class Misunderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misunderstood(String message) {
      super(message, null, false, false);
    }
  }

  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> rest = new ArrayList<>();

  private ScanWords() {}

  /**
   * Sorts the words.
   *
   * @throws Misunderstood on an unknown flag or a missing value
   */
  static ScanWords parse(List<Flag> flags, List<String> words) {
    ScanWords sorted = new ScanWords();
    for (int at = 0; at < words.size(); at++) {
      String word = words.get(at);
      if (word.equals("--")) {
        sorted.rest.addAll(words.subList(at + 1, words.size()));
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        sorted.rest.add(word);
        continue;
      }
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      Flag flag = find(flags, name);
      Optional<String> given = equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
      String value;
      if (given.isPresent()) {
        value = given.get();
      } else if (flag.kind == Kind.VALUE) {
        if (++at == words.size()) {
          throw new Misunderstood("flag needs an argument: " + name);
        }
        value = words.get(at);
      } else {
        value = flag.kind == Kind.SWITCH ? "true" : flag.fallback;
      }
      sorted.values.computeIfAbsent(flag.name, _ -> new ArrayList<>()).add(value);
    }
    return sorted;
  }

  private static Flag find(List<Flag> flags, String word) {
    String name = word.startsWith("--") ? word.substring(2) : word.substring(1);
    for (Flag flag : flags) {
      boolean letter = !word.startsWith("--") && !flag.letter.isEmpty() && flag.letter.equals(name);
      if (letter || flag.name.equals(name)) {
        return flag;
      }
    }
    throw new Misunderstood(name.length() == 1 ? "unknown shorthand flag: '" + name + "' in " + word : "unknown flag: " + word);
  }

  List<String> rest() {
    return rest;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getLast);
  }

  boolean isOn(String name) {
    String value = value(name).orElse("false");
    return switch (value) {
      case "true", "1", "t" -> true;
      case "false", "0", "f" -> false;
      default -> throw new Misunderstood("invalid argument \"" + value + "\" for \"--" + name + "\": true or false");
    };
  }

  /** Every value, each split at commas. */
  List<String> items(String name) {
    List<String> items = new ArrayList<>();
    for (String value : values.getOrDefault(name, List.of())) {
      for (String item : value.split(",", -1)) {
        if (!item.isBlank()) {
          items.add(item.strip());
        }
      }
    }
    return items;
  }

  int number(String name, int otherwise) {
    Optional<String> value = value(name);
    try {
      return value.map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException _) {
      throw new Misunderstood("invalid argument \"" + value.orElse("") + "\" for \"--" + name + "\": a whole number");
    }
  }
}
