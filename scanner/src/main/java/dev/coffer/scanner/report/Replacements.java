package dev.coffer.scanner.report;

import dev.coffer.scanner.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The expressions with which git-filter-repo and BFG ({@code --replace-text}) take secrets out of a history:
 * one a line, the text as it is or {@code regex:}, replaced by {@code ***REMOVED***}.
 *
 * @param text the file; it holds the secrets
 * @param count how many different secrets it replaces
 * @param hasSeveralLines whether a secret has several lines, which only git-filter-repo replaces
 * @param byHand findings that stand inside of an encoding, so that their text is not in the history
 */
public record Replacements(String text, int count, boolean hasSeveralLines, List<Finding> byHand) {
  private static final String DECODED = "decoded:";
  private static final String ARROW = "==>";
  private static final List<String> PREFIXES = List.of("literal:", "regex:", "glob:");

  public Replacements {
    byHand = List.copyOf(byHand);
  }

  public static Replacements of(List<Finding> findings) {
    Set<String> secrets = new LinkedHashSet<>();
    List<Finding> byHand = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.tags().stream().anyMatch(tag -> tag.startsWith(DECODED))) {
        byHand.add(finding);
      } else if (!finding.secret().isEmpty()) {
        secrets.add(finding.secret());
      }
    }
    // The longest first: one secret may be a piece of another.
    List<String> ordered = secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    StringBuilder text = new StringBuilder();
    ordered.forEach(secret -> text.append(expression(secret)).append('\n'));
    return new Replacements(text.toString(), ordered.size(), ordered.stream().anyMatch(secret -> secret.contains("\n")), byHand);
  }

  /** Plain where no character of it would be misread by either tool. */
  static String expression(String secret) {
    boolean plain =
        !secret.contains("\n")
            && !secret.contains("\r")
            && !secret.contains(ARROW)
            && !secret.startsWith("#")
            && secret.strip().equals(secret)
            && PREFIXES.stream().noneMatch(secret::startsWith);
    return plain ? secret : "regex:" + regex(secret);
  }

  /** Letters, digits and what is not ASCII as they are, line ends as escapes, all others behind a backslash. */
  private static String regex(String secret) {
    StringBuilder regex = new StringBuilder();
    for (int at = 0; at < secret.length(); at++) {
      char c = secret.charAt(at);
      switch (c) {
        case '\n' -> regex.append("\\n");
        case '\r' -> regex.append("\\r");
        default -> regex.append(c > 127 || Character.isLetterOrDigit(c) ? "" : "\\").append(c);
      }
    }
    return regex.toString();
  }
}
