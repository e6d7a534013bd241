package dev.coffer.server.engine.database;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills what stands in double braces in statements. What it does not know stays as it is, as in Vault. */
final class Placeholders {
  private static final Pattern BRACES = Pattern.compile("\\{\\{\\s*([a-z]+)\\s*}}");

  private Placeholders() {}

  /**
   * Each statement filled, in one pass: a value that looks like a placeholder is none.
   *
   * @param values as they may stand between the quotes that the statement has around them
   */
  static List<String> fill(List<String> statements, Map<String, String> values) {
    return statements.stream().map(statement -> fill(statement, values)).toList();
  }

  private static String fill(String statement, Map<String, String> values) {
    return BRACES
        .matcher(statement)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
