package dev.coffer.scanner.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The name that a value is assigned to: it contains one of some words and perhaps a second one
 * behind it ({@code TWITTER_API_SECRET}: twitter, then secret). Capitals do not matter.
 *
 * @param words lower case; also the keywords of the rule
 * @param qualifiers empty: none is asked for
 */
record Names(List<String> words, List<String> qualifiers) {
  static Names of(String... words) {
    return new Names(List.of(words), List.of());
  }

  /** Behind the word, within the same name, comes one of these. */
  Names whose(String... second) {
    return new Names(words, List.of(second));
  }

  String regex() {
    String first = String.join("|", words);
    return qualifiers.isEmpty()
        ? "(?i:" + first + ")"
        : "(?i:(?:" + first + ")[\\w.\\t -]{0,20}?(?:" + String.join("|", qualifiers) + "))";
  }

  String inWords() {
    String first = words.stream().map(w -> "`" + w + "`").collect(Collectors.joining(" or "));
    return qualifiers.isEmpty()
        ? "a name with " + first
        : "a name with "
            + first
            + " and "
            + qualifiers.stream().map(w -> "`" + w + "`").collect(Collectors.joining(" or "));
  }
}
