package dev.coffer.server.gate.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Vault's evaluation the slow and obvious way: try every line, keep those that match, take the most
 * specific. Works on the paths as policies write them (ASCII), and shares with {@link CompiledAcl}
 * only how two rules of one path merge.
 */
record ReferenceAcl(List<Line> lines) {

  record Line(String path, Rule rule) {
    boolean plus() {
      return path.equals("+") || path.startsWith("+/") || path.contains("/+");
    }

    boolean star() {
      return path.endsWith("*");
    }

    String fixed() {
      return star() ? path.substring(0, path.length() - 1) : path;
    }

    int firstWildcard() {
      return plus() ? path.indexOf('+') : fixed().length();
    }

    long pluses() {
      return plus() ? List.of(fixed().split("/", -1)).stream().filter("+"::equals).count() : 0;
    }

    boolean matches(String asked) {
      StringBuilder regex = new StringBuilder("/");
      for (String segment : fixed().split("/", -1)) {
        regex.append(plus() && segment.equals("+") ? "[^/]*" : Pattern.quote(segment)).append('/');
      }
      regex.setLength(regex.length() - 1);
      return Pattern.matches(regex + (star() ? ".*" : ""), "/" + asked);
    }
  }

  /** Of two that match, the greater one decides: Vault's five criteria in their order. */
  private static final Comparator<Line> SPECIFIC =
      Comparator.comparingInt(Line::firstWildcard)
          .thenComparing(line -> !line.star())
          .thenComparing(Comparator.comparingLong(Line::pluses).reversed())
          .thenComparingInt(line -> line.fixed().length())
          .thenComparing(Line::fixed);

  /** The merged rule that decides. */
  Optional<Rule> winner(String path, boolean folder) {
    String name = folder && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    List<String> spellings = folder ? List.of(name + "/", name) : List.of(path);
    for (String spelling : spellings) {
      if (lines.stream().anyMatch(line -> line.path().equals(spelling) && !line.plus() && !line.star())) {
        return Optional.of(merged(spelling));
      }
    }
    return lines.stream()
        .filter(line -> line.plus() || line.star())
        .filter(line -> spellings.stream().anyMatch(line::matches))
        .max(SPECIFIC)
        .map(line -> merged(line.path()));
  }

  private Rule merged(String path) {
    return lines.stream().filter(line -> line.path().equals(path)).map(Line::rule).reduce(Rule::and).orElseThrow();
  }
}
