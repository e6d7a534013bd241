package dev.coffer.scanner.rule;

import java.util.List;

/**
 * What is no secret although a rule matches.
 *
 * @param condition whether one of the checks suffices, or every kind that is given must hold
 * @param commits full commit ids
 * @param paths Go patterns, looked for in the file's path
 * @param target what the regexes look at
 * @param regexes Go patterns, looked for in the target
 * @param stopwords lower case; the secret contains one, in any case
 */
public record Allowlist(
    String description,
    Condition condition,
    List<String> commits,
    List<String> paths,
    Target target,
    List<String> regexes,
    List<String> stopwords) {

  /** How the kinds of checks combine. */
  public enum Condition {
    OR,
    AND
  }

  /** What the regexes look at. */
  public enum Target {
    SECRET,
    MATCH,
    LINE
  }

  public Allowlist {
    commits = List.copyOf(commits);
    paths = List.copyOf(paths);
    regexes = List.copyOf(regexes);
    stopwords = List.copyOf(stopwords);
  }
}
