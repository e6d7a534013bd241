package dev.coffer.scanner.rules;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plainest reading of a rule by RE2 itself: keywords, path, pattern, entropy, allowlists, as
 * gitleaks 8 documents them. Checksums are left out: the examples are random.
 */
final class RuleReading {
  private record Excuse(
      Allowed.Target target, List<Pattern> regexes, List<String> stopwords, List<Pattern> paths) {
    static Excuse of(Allowed allowed) {
      return new Excuse(
          allowed.target(),
          compiled(allowed.regexes()),
          allowed.stopwords(),
          compiled(allowed.paths()));
    }

    private static List<Pattern> compiled(List<String> regexes) {
      return regexes.stream().map(Pattern::compile).toList();
    }
  }

  private final ProviderRule rule;
  private final Pattern regex;
  private final Pattern path;
  private final List<Excuse> excuses;

  private RuleReading(ProviderRule rule, List<Excuse> everywhere) {
    this.rule = rule;
    this.regex = Pattern.compile(rule.regex());
    this.path = Pattern.compile(rule.path());
    this.excuses =
        Stream.concat(everywhere.stream(), rule.allowed().stream().map(Excuse::of)).toList();
  }

  /** Compiles all patterns, by rule id: one that RE2 refuses throws here. */
  static Map<String, RuleReading> of(List<ProviderRule> rules, List<Allowed> everywhere) {
    List<Excuse> excuses = everywhere.stream().map(Excuse::of).toList();
    return rules.stream()
        .collect(Collectors.toMap(ProviderRule::id, rule -> new RuleReading(rule, excuses)));
  }

  boolean hasKeyword(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return rule.keywords().isEmpty() || rule.keywords().stream().anyMatch(lower::contains);
  }

  /** Whether the pattern has a match, whatever becomes of it. */
  boolean matches(String text) {
    return regex.matcher(text).find();
  }

  boolean finds(String path, String text) {
    if (!this.path.matcher(path).find()) {
      return false;
    }
    if (rule.regex().isEmpty()) {
      return true;
    }
    if (!hasKeyword(text)) {
      return false;
    }
    Matcher matcher = regex.matcher(text);
    while (matcher.find()) {
      String secret = secret(matcher);
      if (entropy(secret) > rule.entropy() && !isAllowed(secret, matcher.group(), path)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAllowed(String secret, String match, String path) {
    return excuses.stream()
        .anyMatch(
            excuse -> {
              String target =
                  switch (excuse.target()) {
                    case SECRET -> secret;
                    case MATCH -> match;
                  };
              return excuse.regexes().stream().anyMatch(regex -> regex.matcher(target).find())
                  || excuse.stopwords().stream().anyMatch(secret.toLowerCase(Locale.ROOT)::contains)
                  || excuse.paths().stream().anyMatch(regex -> regex.matcher(path).find());
            });
  }

  private static String secret(Matcher matcher) {
    for (int i = 1; i <= matcher.groupCount(); i++) {
      String group = matcher.group(i);
      if (group != null && !group.isEmpty()) {
        return group;
      }
    }
    return matcher.group();
  }

  private static double entropy(String text) {
    int[] counts = new int[128];
    text.chars().filter(c -> c < counts.length).forEach(c -> counts[c]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / text.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
