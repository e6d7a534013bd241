package dev.coffer.scanner.engine;

import dev.coffer.scanner.regex.Regex;
import dev.coffer.scanner.rule.Allowlist;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An allowlist ready to be asked. */
final class CompiledAllowlist {
  private final Allowlist list;
  private final Allowlist.Condition condition;
  private final Allowlist.Target target;
  private final Set<String> commits;
  private final List<Regex> paths;
  private final List<Regex> regexes;
  private final List<String> stopwords;
  private volatile @Nullable Predicate<String> stopwordSearch;

  CompiledAllowlist(Allowlist list, List<Regex> paths, List<Regex> regexes) {
    this.list = list;
    this.condition = list.condition();
    this.target = list.target();
    this.commits = new HashSet<>(list.commits());
    this.paths = paths;
    this.regexes = regexes;
    this.stopwords = list.stopwords();
  }

  Allowlist list() {
    return list;
  }

  List<Regex> paths() {
    return paths;
  }

  List<Regex> regexes() {
    return regexes;
  }

  static boolean anyNamesCommits(List<CompiledAllowlist> lists) {
    return lists.stream().anyMatch(list -> !list.commits.isEmpty());
  }

  static boolean anyAllows(List<CompiledAllowlist> lists, String commit, String path) {
    for (CompiledAllowlist list : lists) {
      if (list.allows(commit, path)) {
        return true;
      }
    }
    return false;
  }

  static boolean anyAllows(
      List<CompiledAllowlist> lists, String commit, String path, String secret, String match, String line) {
    for (CompiledAllowlist list : lists) {
      if (list.allows(commit, path, secret, match, line)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the whole fragment is allowed for its commit or path alone. */
  boolean allows(String commit, String path) {
    if (commit.isEmpty() && path.isEmpty()) {
      return false;
    }
    if (condition == Allowlist.Condition.OR) {
      return commits.contains(commit) || matches(paths, path);
    }
    boolean more = !regexes.isEmpty() || !stopwords.isEmpty();
    boolean commitHolds = commits.isEmpty() || commits.contains(commit);
    return !more && commitHolds && (paths.isEmpty() || matches(paths, path));
  }

  /**
   * Whether one finding is allowed.
   *
   * @param line the lines around it, decoded where the finding was
   */
  boolean allows(String commit, String path, String secret, String match, String line) {
    String looked =
        switch (target) {
          case SECRET -> secret;
          case MATCH -> match;
          case LINE -> line;
        };
    if (condition == Allowlist.Condition.OR) {
      return matches(regexes, looked) || hasStopword(secret);
    }
    return (commits.isEmpty() || commits.contains(commit))
        && (paths.isEmpty() || matches(paths, path))
        && (regexes.isEmpty() || matches(regexes, looked))
        && (stopwords.isEmpty() || hasStopword(secret));
  }

  private static boolean matches(List<Regex> regexes, String text) {
    for (Regex regex : regexes) {
      if (regex.isIn(text)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasStopword(String secret) {
    if (stopwords.isEmpty()) {
      return false;
    }
    Predicate<String> search = stopwordSearch;
    if (search == null) {
      search = search(stopwords);
      stopwordSearch = search;
    }
    return search.test(secret);
  }

  private static Predicate<String> search(List<String> words) {
    if (words.stream().allMatch(word -> word.chars().allMatch(c -> c < 128))) {
      return Automaton.of(words)::findsAny;
    }
    return text -> {
      String lower = text.toLowerCase(Locale.ROOT);
      return words.stream().anyMatch(lower::contains);
    };
  }
}
