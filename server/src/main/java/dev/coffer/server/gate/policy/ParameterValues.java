package dev.coffer.server.gate.policy;

import dev.coffer.kit.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The values that a rule lists for one parameter. Text may begin or end with {@code *}. An empty
 * list stands for any value. A number or a boolean equals the text that writes it, since requests
 * may carry {@code 5} and {@code "5"} for the same thing.
 */
final class ParameterValues {
  private ParameterValues() {}

  /** Whether the rule's list lets the value pass: the value itself, or each item of a list. */
  static boolean allowed(List<Json> listed, Json value) {
    if (listed.isEmpty() || holds(listed, value)) {
      return true;
    }
    return items(value).map(items -> items.stream().allMatch(item -> holds(listed, item))).orElse(false);
  }

  /** Whether the rule's list forbids the value: the value itself, or any item of a list. */
  static boolean denied(List<Json> listed, Json value) {
    if (listed.isEmpty() || holds(listed, value)) {
      return true;
    }
    return items(value).map(items -> items.stream().anyMatch(item -> holds(listed, item))).orElse(false);
  }

  /**
   * The items of a list, or of text with commas, which many fields take for a list. Empty text is no
   * list: it may mean "the default", which no rule has listed.
   */
  private static Optional<List<Json>> items(Json value) {
    if (value instanceof Json.Array array) {
      return Optional.of(array.items());
    }
    if (value instanceof Json.Text text && text.value().indexOf(',') >= 0) {
      return Optional.of(
          List.of(text.value().split(",", -1)).stream()
              .<Json>map(part -> new Json.Text(part.strip()))
              .toList());
    }
    return Optional.empty();
  }

  private static boolean holds(List<Json> listed, Json value) {
    for (Json item : listed) {
      if (same(item, value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(Json listed, Json value) {
    if (listed.equals(value)) {
      return true;
    }
    Optional<String> pattern = scalar(listed);
    Optional<String> text = scalar(value);
    if (pattern.isEmpty() || text.isEmpty()) {
      return false;
    }
    return listed instanceof Json.Text
        ? glob(pattern.get(), text.get())
        : pattern.get().equals(text.get()) || sameNumber(pattern.get(), text.get());
  }

  private static Optional<String> scalar(Json value) {
    return switch (value) {
      case Json.Text text -> Optional.of(text.value());
      case Json.Number number -> Optional.of(number.literal());
      case Json.Bool bool -> Optional.of(Boolean.toString(bool.value()));
      case Json.Null _, Json.Array _, Json.Object _ -> Optional.empty();
    };
  }

  /** A star counts at the start and at the end only; a lone star is a star, as in Vault. */
  private static boolean glob(String pattern, String text) {
    if (pattern.length() < 2) {
      return text.equals(pattern);
    }
    boolean openStart = pattern.startsWith("*");
    boolean openEnd = pattern.endsWith("*");
    String middle =
        pattern.substring(openStart ? 1 : 0, pattern.length() - (openEnd ? 1 : 0));
    if (openStart && openEnd) {
      return text.contains(middle);
    }
    if (openStart) {
      return text.endsWith(middle);
    }
    return openEnd ? text.startsWith(middle) : text.equals(pattern);
  }

  private static boolean sameNumber(String left, String right) {
    try {
      return left.length() <= 64 && right.length() <= 64
          && new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
    } catch (NumberFormatException _) {
      return false;
    }
  }
}
