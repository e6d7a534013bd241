package dev.coffer.scanner.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A stretch of a token.
 *
 * @param regex in RE2 syntax, without capturing groups
 * @param words the same, for a reader of the table in the documentation
 * @param literals the texts it can be, where they are few; empty for all other pieces
 */
record Piece(String regex, String words, List<String> literals) {
  private static final String SPECIAL = "\\.+*?()|[]{}^$";
  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  /** These very characters. */
  static Piece text(String literal) {
    return new Piece(quoted(literal), "`" + literal + "`", List.of(literal));
  }

  /** One of these texts. */
  static Piece oneOf(String... literals) {
    List<String> all = List.of(literals);
    return new Piece(
        all.stream().map(Piece::quoted).collect(Collectors.joining("|", "(?:", ")")),
        all.stream().map(text -> "`" + text + "`").collect(Collectors.joining(" or ")),
        all);
  }

  /** A UUID in lower-case text. */
  static Piece uuid() {
    return unnamed(UUID, "a UUID");
  }

  /** What no alphabet says. */
  static Piece like(String regex, String words) {
    return unnamed(regex, words);
  }

  /** One of these pieces. */
  static Piece either(Piece... pieces) {
    List<Piece> all = List.of(pieces);
    return unnamed(
        all.stream().map(Piece::regex).collect(Collectors.joining("|", "(?:", ")")),
        all.stream().map(Piece::words).collect(Collectors.joining(", or ")));
  }

  /** These pieces one after the other, or nothing at all. */
  static Piece maybe(Piece... pieces) {
    Piece whole = inARow(pieces);
    return unnamed("(?:" + whole.regex() + ")?", "perhaps " + whole.words());
  }

  /** These pieces one after the other. */
  static Piece inARow(Piece... pieces) {
    List<Piece> all = List.of(pieces);
    return unnamed(
        all.stream().map(Piece::regex).collect(Collectors.joining()),
        all.stream().map(Piece::words).collect(Collectors.joining(" + ")));
  }

  private static Piece unnamed(String regex, String words) {
    return new Piece(regex, words, List.of());
  }

  private static String quoted(String literal) {
    return literal
        .chars()
        .mapToObj(c -> SPECIAL.indexOf(c) < 0 ? Character.toString(c) : "\\" + (char) c)
        .collect(Collectors.joining());
  }
}
