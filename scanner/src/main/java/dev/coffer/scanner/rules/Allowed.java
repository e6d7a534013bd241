package dev.coffer.scanner.rules;

import java.util.List;

/**
 * What is no leak after all: an allowlist of the rules file.
 *
 * @param why one line for the reader of the rules file
 * @param target what the patterns look at
 * @param regexes any of them excuses
 * @param stopwords any of them, anywhere in the secret, excuses; lower case
 * @param paths any of them excuses
 */
record Allowed(
    String why, Target target, List<String> regexes, List<String> stopwords, List<String> paths) {
  /** What an allowlist's patterns are held against. */
  enum Target {
    SECRET,
    MATCH
  }

  static Allowed secrets(String why, String... regexes) {
    return new Allowed(why, Target.SECRET, List.of(regexes), List.of(), List.of());
  }

  static Allowed matches(String why, String... regexes) {
    return new Allowed(why, Target.MATCH, List.of(regexes), List.of(), List.of());
  }

  static Allowed words(String why, List<String> stopwords) {
    return new Allowed(why, Target.SECRET, List.of(), stopwords, List.of());
  }

  static Allowed paths(String why, String... paths) {
    return new Allowed(why, Target.SECRET, List.of(), List.of(), List.of(paths));
  }
}
