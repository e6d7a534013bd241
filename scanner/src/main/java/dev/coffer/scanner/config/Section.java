package dev.coffer.scanner.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A table of a TOML file. Keys are found in any case, and single values serve as lists and numbers
 * as texts, since gitleaks takes them so. What does not fit becomes a {@link Problem}.
 */
final class Section {
  private final String file;
  private final String source;
  private final TomlTable table;
  private final int line;
  private final List<Problem> problems;

  Section(String file, String source, TomlTable table, int line, List<Problem> problems) {
    this.file = file;
    this.source = source;
    this.table = table;
    this.line = line;
    this.problems = problems;
  }

  int line() {
    return line;
  }

  /** Where a key stands, or else where the table begins. */
  int lineOf(String key) {
    return find(key).flatMap(found -> Optional.ofNullable(table.inputPositionOf(List.of(found)))).map(TomlPosition::line).orElse(line);
  }

  void problem(String key, String what) {
    problems.add(new Problem(file, lineOf(key), what));
  }

  void problemAt(int at, String what) {
    problems.add(new Problem(file, at, what));
  }

  private Optional<String> find(String key) {
    for (String present : table.keySet()) {
      if (present.equalsIgnoreCase(key)) {
        return Optional.of(present);
      }
    }
    return Optional.empty();
  }

  private Optional<Object> value(String key) {
    return find(key).map(found -> table.get(List.of(found)));
  }

  boolean has(String key) {
    return find(key).isPresent();
  }

  Optional<String> text(String key) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Object found = value.get();
    if (found instanceof TomlTable || found instanceof TomlArray) {
      problem(key, "`" + key + "` must be a text");
      return Optional.empty();
    }
    return Optional.of(found.toString());
  }

  /** A number, or 0 where there is none. */
  double number(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      double number = Double.parseDouble(text.get());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    problem(key, "`" + key + "` must be a number");
    return 0;
  }

  OptionalInt count(String key) {
    if (!has(key)) {
      return OptionalInt.empty();
    }
    double number = number(key);
    if (number != Math.rint(number) || number < 0 || number > 1_000_000) {
      problem(key, "`" + key + "` must be a whole number from 0");
      return OptionalInt.of(0);
    }
    return OptionalInt.of((int) number);
  }

  boolean isOn(String key) {
    String text = text(key).orElse("false");
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> {
        problem(key, "`" + key + "` must be true or false");
        yield false;
      }
    };
  }

  List<String> texts(String key) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof TomlArray array)) {
      return text(key).map(List::of).orElse(List.of());
    }
    List<String> texts = new ArrayList<>();
    for (int index = 0; index < array.size(); index++) {
      Object item = array.get(index);
      if (item instanceof TomlTable || item instanceof TomlArray) {
        problems.add(new Problem(file, array.inputPositionOf(index).line(), "`" + key + "` must be a list of texts"));
      } else {
        texts.add(item.toString());
      }
    }
    return texts;
  }

  /** The line of an item of a list. */
  int lineOf(String key, int index) {
    return value(key)
        .filter(TomlArray.class::isInstance)
        .map(TomlArray.class::cast)
        .filter(array -> index < array.size())
        .map(array -> itemLine(array.inputPositionOf(index)))
        .orElse(lineOf(key));
  }

  /** The library tells the place behind the comma before an item; blanks and comments may follow it. */
  private int itemLine(TomlPosition place) {
    int line = place.line();
    int at = 0;
    for (int skipped = 1; skipped < line; skipped++) {
      at = source.indexOf('\n', at) + 1;
    }
    at += place.column() - 1;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == '#') {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
      } else if (Character.isWhitespace(c)) {
        line += c == '\n' ? 1 : 0;
        at++;
      } else {
        break;
      }
    }
    return line;
  }

  Optional<Section> section(String key) {
    Optional<Object> value = value(key);
    if (value.isPresent() && value.get() instanceof TomlTable inner) {
      return Optional.of(new Section(file, source, inner, lineOf(key), problems));
    }
    if (value.isPresent()) {
      problem(key, "`" + key + "` must be a table");
    }
    return Optional.empty();
  }

  List<Section> sections(String key) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    List<Section> sections = new ArrayList<>();
    if (value.get() instanceof TomlArray array) {
      for (int index = 0; index < array.size(); index++) {
        int at = array.inputPositionOf(index).line();
        if (array.get(index) instanceof TomlTable inner) {
          sections.add(new Section(file, source, inner, at, problems));
        } else {
          problems.add(new Problem(file, at, "`" + key + "` must be a list of tables, as [[" + key + "]]"));
        }
      }
    } else {
      problem(key, "`" + key + "` must be a list of tables, as [[" + key + "]]");
    }
    return sections;
  }
}
