package dev.coffer.scanner.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes the default set as {@code default.toml}, in the syntax of gitleaks 8. The file is kept in
 * the repository, so that it can be read, compared and given to gitleaks itself; a test says when
 * it is no longer what these sources make.
 */
final class RulesFile {
  private static final String OPENING =
      """
      # The rules of Coffer's scanner, in the syntax of gitleaks 8.
      # Made from the sources in dev.coffer.scanner.rules by RulesFile: change those, not this file.
      # Where each shape comes from: docs/scan-rules.md. The key checksum is ours; gitleaks ignores it.

      title = "Coffer's default rules"
      """;

  private RulesFile() {}

  /**
   * Writes the file anew, and the table of the documentation.
   *
   * @param arguments the paths of {@code default.toml} and of {@code docs/scan-rules.md}
   */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(
        Path.of(arguments[0]), toml(DefaultRules.all(), DefaultRules.allowedEverywhere()));
    Path page = Path.of(arguments[1]);
    Files.writeString(page, RulesPage.withTable(Files.readString(page), DefaultRules.all()));
  }

  static String toml(List<ProviderRule> rules, List<Allowed> everywhere) {
    StringBuilder file = new StringBuilder(OPENING);
    everywhere.forEach(allowed -> appendAllowed(file, "allowlists", allowed));
    rules.forEach(rule -> appendRule(file, rule));
    return file.toString();
  }

  private static void appendRule(StringBuilder file, ProviderRule rule) {
    file.append("\n[[rules]]\n");
    file.append("id = ").append(quoted(rule.id())).append('\n');
    file.append("description = ").append(quoted(rule.title())).append('\n');
    if (!rule.regex().isEmpty()) {
      file.append("regex = ").append(literal(rule.regex())).append('\n');
    }
    if (!rule.path().isEmpty()) {
      file.append("path = ").append(literal(rule.path())).append('\n');
    }
    if (rule.entropy() > 0) {
      file.append("entropy = ").append(rule.entropy()).append('\n');
    }
    if (!rule.keywords().isEmpty()) {
      file.append("keywords = ").append(list(rule.keywords(), RulesFile::quoted)).append('\n');
    }
    rule.checksum()
        .ifPresent(
            format -> file.append("checksum = ").append(quoted(format.label())).append('\n'));
    rule.allowed().forEach(allowed -> appendAllowed(file, "rules.allowlists", allowed));
  }

  private static void appendAllowed(StringBuilder file, String table, Allowed allowed) {
    file.append("\n[[").append(table).append("]]\n");
    file.append("description = ").append(quoted(allowed.why())).append('\n');
    if (allowed.target() != Allowed.Target.SECRET) {
      String target = allowed.target().name().toLowerCase(Locale.ROOT);
      file.append("regexTarget = ").append(quoted(target)).append('\n');
    }
    if (!allowed.regexes().isEmpty()) {
      file.append("regexes = ").append(lines(allowed.regexes())).append('\n');
    }
    if (!allowed.paths().isEmpty()) {
      file.append("paths = ").append(lines(allowed.paths())).append('\n');
    }
    if (!allowed.stopwords().isEmpty()) {
      file.append("stopwords = ").append(list(allowed.stopwords(), RulesFile::quoted)).append('\n');
    }
  }

  private static String lines(List<String> regexes) {
    return regexes.stream()
        .map(regex -> "  " + literal(regex) + ",\n")
        .collect(Collectors.joining("", "[\n", "]"));
  }

  private static String list(List<String> texts, UnaryOperator<String> form) {
    return texts.stream().map(form).collect(Collectors.joining(", ", "[", "]"));
  }

  /** A literal string of TOML: nothing in it is escaped, so a pattern reads as it is. */
  private static String literal(String regex) {
    if (regex.contains("'''") || regex.endsWith("'")) {
      throw new IllegalArgumentException("a literal string cannot hold this pattern");
    }
    return "'''" + regex + "'''";
  }

  /** A basic string of TOML; ids, titles and keywords hold neither quotes nor backslashes. */
  private static String quoted(String text) {
    if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
      throw new IllegalArgumentException("a basic string would have to escape this text");
    }
    return '"' + text + '"';
  }
}
