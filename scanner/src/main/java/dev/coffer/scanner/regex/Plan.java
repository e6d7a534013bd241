package dev.coffer.scanner.regex;

import java.util.List;
import java.util.Optional;

/** Where matches of a pattern have to be looked for. */
public sealed interface Plan {
  /** Anywhere. */
  record Whole() implements Plan {}

  /**
   * Around a word that every match contains.
   *
   * @param words lower-case ASCII, found in any case
   * @param least the fewest characters between the beginning of the match and the word
   * @param most the most
   * @param ahead what has to follow the word
   */
  record Near(List<String> words, int least, int most, Optional<Ahead> ahead) implements Plan {
    public Near {
      words = List.copyOf(words);
    }
  }

  /**
   * Around a word, with a lazy repetition of single characters at the beginning of the pattern that
   * needs no trying: the match begins as far to the left as such characters reach.
   *
   * @param tail the pattern without that repetition
   * @param set its characters
   * @param prefixMost how many at most
   * @param near where the tail's matches are
   */
  record AfterPrefix(Regex tail, CodePoints set, int prefixMost, Near near) implements Plan {}
}
