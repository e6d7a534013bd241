package dev.coffer.scanner.rules;

import dev.coffer.scanner.checksum.TokenFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The table of rules in the documentation, made from the rules themselves. */
final class RulesPage {
  private static final String BEGIN = "<!-- rules: made by RulesFile -->\n";
  private static final String END = "<!-- end of rules -->\n";
  private static final String HEADING =
      """
      | rule | finds | shape | from | checked |
      | --- | --- | --- | --- | --- |
      """;

  private RulesPage() {}

  /** The page with the table between its two marks replaced. */
  static String withTable(String page, List<ProviderRule> rules) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("the page lacks the marks of the table");
    }
    return page.substring(0, begin + BEGIN.length()) + table(rules) + page.substring(end);
  }

  private static String table(List<ProviderRule> rules) {
    return rules.stream().map(RulesPage::row).collect(Collectors.joining("", HEADING, ""));
  }

  private static String row(ProviderRule rule) {
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            rule.id(),
            rule.title(),
            rule.shape().replace("|", "\\|"),
            source(rule.source()),
            rule.checksum().map(TokenFormat::label).orElse(""));
  }

  private static String source(String documentation) {
    return documentation.startsWith("https://")
        ? "[" + host(documentation) + "](" + documentation + ")"
        : documentation;
  }

  private static String host(String url) {
    String rest = url.substring("https://".length());
    int slash = rest.indexOf('/');
    return slash < 0 ? rest : rest.substring(0, slash);
  }
}
