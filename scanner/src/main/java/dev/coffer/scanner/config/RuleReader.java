package dev.coffer.scanner.config;

import dev.coffer.scanner.regex.Regex;
import dev.coffer.scanner.regex.RegexException;
import dev.coffer.scanner.rule.Allowlist;
import dev.coffer.scanner.rule.Checksum;
import dev.coffer.scanner.rule.Required;
import dev.coffer.scanner.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads rules and allowlists from their tables. */
final class RuleReader {
  private RuleReader() {}

  /** A rule as it stands in its file; whether it has a pattern is known only after extending. */
  static Optional<Rule> rule(Section section) {
    String id = section.text("id").orElse("").strip();
    if (id.isEmpty()) {
      section.problem("id", "rule |id| is missing or empty; the rule is left out");
      return Optional.empty();
    }
    Optional<String> regex = pattern(section, "regex", id);
    Optional<String> path = pattern(section, "path", id);
    boolean broken = (section.has("regex") && regex.isEmpty()) || (section.has("path") && path.isEmpty());
    int group = section.count("secretGroup").orElse(0);
    int groups = regex.map(text -> Regex.parse(text).groups()).orElse(0);
    if (regex.isPresent() && group > groups) {
      section.problem(
          "secretGroup", id + ": invalid regex secret group " + group + ", max regex secret group " + groups + "; the rule is left out");
      broken = true;
    }
    if (broken) {
      return Optional.empty();
    }
    List<Required> required = new ArrayList<>();
    for (Section one : section.sections("required")) {
      required.add(new Required(one.text("id").orElse(""), one.count("withinLines"), one.count("withinColumns")));
    }
    return Optional.of(
        new Rule(
            id,
            section.text("description").orElse(""),
            regex,
            path,
            group,
            section.number("entropy"),
            lower(section.texts("keywords")),
            section.texts("tags"),
            ruleAllowlists(section, id),
            required,
            section.isOn("skipReport"),
            checksum(section, id)));
  }

  private static Optional<Checksum> checksum(Section section, String id) {
    Optional<String> name = section.text("checksum");
    Optional<Checksum> checksum = name.flatMap(Checksum::named);
    if (name.isPresent() && checksum.isEmpty()) {
      section.problem("checksum", id + ": there is no checksum '" + name.get() + "'");
    }
    return checksum;
  }

  private static Optional<String> pattern(Section section, String key, String id) {
    Optional<String> text = section.text(key).filter(pattern -> !pattern.isEmpty());
    if (text.isEmpty()) {
      return text;
    }
    try {
      Regex.parse(text.get());
      return text;
    } catch (RegexException refused) {
      section.problem(key, id + ": " + refused.getMessage() + "; the rule is left out");
      return Optional.empty();
    }
  }

  private static List<String> lower(List<String> words) {
    LinkedHashSet<String> lower = new LinkedHashSet<>();
    for (String word : words) {
      if (!word.isEmpty()) {
        lower.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return List.copyOf(lower);
  }

  private static List<Allowlist> ruleAllowlists(Section section, String id) {
    List<Section> all = new ArrayList<>(section.sections("allowlists"));
    if (section.has("allowlist")) {
      if (!all.isEmpty()) {
        section.problem("allowlist", id + ": [rules.allowlist] is deprecated, it cannot be used alongside [[rules.allowlists]]");
      }
      section.section("allowlist").ifPresent(all::add);
    }
    List<Allowlist> lists = new ArrayList<>();
    for (Section one : all) {
      allowlist(one, id + ": [[rules.allowlists]]").ifPresent(lists::add);
    }
    return lists;
  }

  /**
   * @param where what to call it in a message
   */
  static Optional<Allowlist> allowlist(Section section, String where) {
    Optional<Allowlist.Condition> condition =
        switch (section.text("condition").orElse("").toUpperCase(Locale.ROOT)) {
          case "", "OR", "||" -> Optional.of(Allowlist.Condition.OR);
          case "AND", "&&" -> Optional.of(Allowlist.Condition.AND);
          default -> Optional.empty();
        };
    Optional<Allowlist.Target> target =
        switch (section.text("regexTarget").orElse("")) {
          case "", "secret" -> Optional.of(Allowlist.Target.SECRET);
          case "match" -> Optional.of(Allowlist.Target.MATCH);
          case "line" -> Optional.of(Allowlist.Target.LINE);
          default -> Optional.empty();
        };
    if (condition.isEmpty()) {
      section.problem("condition", where + " unknown allowlist |condition| (expected 'and', 'or')");
    }
    if (target.isEmpty()) {
      section.problem("regexTarget", where + " unknown allowlist |regexTarget| (expected 'match', 'line')");
    }
    Optional<List<String>> paths = patterns(section, "paths", where);
    Optional<List<String>> regexes = patterns(section, "regexes", where);
    if (condition.isEmpty() || target.isEmpty() || paths.isEmpty() || regexes.isEmpty()) {
      return Optional.empty();
    }
    List<String> commits = section.texts("commits").stream().map(commit -> commit.strip().toLowerCase(Locale.ROOT)).toList();
    List<String> stopwords = lower(section.texts("stopwords"));
    if (commits.isEmpty() && stopwords.isEmpty() && paths.get().isEmpty() && regexes.get().isEmpty()) {
      section.problem("", where + " must contain at least one check for: commits, paths, regexes, or stopwords");
      return Optional.empty();
    }
    return Optional.of(
        new Allowlist(
            section.text("description").orElse(""),
            condition.get(),
            commits,
            paths.get(),
            target.get(),
            regexes.get(),
            stopwords));
  }

  private static Optional<List<String>> patterns(Section section, String key, String where) {
    List<String> patterns = section.texts(key);
    boolean broken = false;
    for (String pattern : patterns) {
      try {
        Regex.parse(pattern);
      } catch (RegexException refused) {
        section.problemAt(section.lineOf(key, patterns.indexOf(pattern)), where + " " + refused.getMessage());
        broken = true;
      }
    }
    return broken ? Optional.empty() : Optional.of(patterns);
  }
}
