package dev.coffer.scanner.rules;

import dev.coffer.scanner.checksum.TokenFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One rule of the default set. Nearly all are made in one of two ways: a <em>token</em> shows by
 * its own text what it is (prefix, alphabet, length); an <em>assigned</em> value has no mark of its
 * own and is known by the name it is assigned to, in whatever language the assignment is written.
 *
 * <p>The pattern's capturing group is the secret.
 *
 * @param id the same as in gitleaks where the provider is the same, so that ignore files keep
 *     working
 * @param title what the secret is, for the finding
 * @param regex in RE2 syntax; empty when the path alone decides
 * @param path pattern of the file's path; empty for any
 * @param keywords lower case; a text without any of them is not looked at
 * @param entropy least Shannon entropy of the secret, bits a byte; 0 for none
 * @param allowed what is no leak after all
 * @param checksum the format that a candidate is checked against
 * @param shape the secret in words
 * @param source the documentation that the shape was taken from
 */
record ProviderRule(
    String id,
    String title,
    String regex,
    String path,
    List<String> keywords,
    double entropy,
    List<Allowed> allowed,
    Optional<TokenFormat> checksum,
    String shape,
    String source) {

  /** A random text of twenty characters or more lies above, a placeholder mostly below. */
  private static final double ORDINARY_ENTROPY = 3;

  /** The rest of a name, up to its closing quote or bracket: {@code config["github.token"]}. */
  private static final String NAME_REST = "[\\w.\\t -]{0,30}[\"'\\x60\\\\\\]]{0,4}\\s{0,4}";

  /** What assigns, perhaps behind a type: {@code key: String = }. */
  private static final String OPERATOR = ":[ \\t]?&?\\w{1,16}[ \\t]?=|=>|:=|\\?=|\\|\\||[=:]";

  /** What may stand before the value: blanks, quotes, the rest of {@code ==}. */
  private static final String OPEN = "[\"'\\x60\\\\\\s=]{0,6}";

  /** What only goes before a quoted value: else every argument in a program would be one. */
  private static final String CALL = "(?:,|->|[=:]?\\s?[\\[({])[ \\t]{0,4}\\\\?[\"'\\x60]";

  /** What must follow an assigned value. */
  private static final String CLOSE = "(?:[\"'\\x60\\s;,<&|)}\\]\\\\]|$)";

  /** What must follow a token: nothing that could be more of it. */
  private static final String TOKEN_END = "(?:[^\\w-]|$)";

  /** A secret that shows by its own text what it is. The first piece is a plain text. */
  static ProviderRule token(String id, String title, Piece prefix, Piece... rest) {
    Piece whole =
        Piece.inARow(Stream.concat(Stream.of(prefix), Stream.of(rest)).toArray(Piece[]::new));
    List<String> keywords =
        prefix.literals().stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    return pattern(id, title, "\\b(" + whole.regex() + ")" + TOKEN_END, whole.words(), keywords);
  }

  /** A secret that is known by the name it is assigned to. */
  static ProviderRule assigned(String id, String title, Names names, Piece... value) {
    Piece whole = Piece.inARow(value);
    return pattern(
        id,
        title,
        names.regex() + assignment(whole),
        whole.words() + ", assigned to " + names.inWords(),
        names.words());
  }

  /** The second way of a rule that has two: see {@link #or}. */
  static ProviderRule anyAssigned(Names names, Piece value) {
    return assigned("", "", names, value);
  }

  /** A secret that neither construction fits. */
  static ProviderRule pattern(
      String id, String title, String regex, String shape, List<String> keywords) {
    return new ProviderRule(
        id, title, regex, "", keywords, ORDINARY_ENTROPY, List.of(), Optional.empty(), shape, "");
  }

  /** From the end of a name's telling word to the end of the value. */
  static String assignment(Piece value) {
    String before = "(?:(?:" + OPERATOR + ")" + OPEN + "|" + CALL + "|>)";
    return NAME_REST + before + "(" + value.regex() + ")" + CLOSE;
  }

  /** Either construction finds the same kind of secret; the first group that took part is it. */
  ProviderRule or(ProviderRule other) {
    return new ProviderRule(
        id,
        title,
        regex + "|" + other.regex,
        path,
        Stream.concat(keywords.stream(), other.keywords.stream()).distinct().toList(),
        Math.min(entropy, other.entropy),
        allowed,
        checksum,
        shape + "; or " + other.shape,
        source);
  }

  ProviderRule from(String documentation) {
    return new ProviderRule(
        id, title, regex, path, keywords, entropy, allowed, checksum, shape, documentation);
  }

  /** Bits a byte that the secret must exceed. */
  ProviderRule entropy(double bits) {
    return new ProviderRule(
        id, title, regex, path, keywords, bits, allowed, checksum, shape, source);
  }

  ProviderRule keywords(String... lowerCase) {
    return new ProviderRule(
        id, title, regex, path, List.of(lowerCase), entropy, allowed, checksum, shape, source);
  }

  /** Only in files whose path has a match of this. */
  ProviderRule onlyIn(String pathRegex) {
    return new ProviderRule(
        id, title, regex, pathRegex, keywords, entropy, allowed, checksum, shape, source);
  }

  ProviderRule allow(Allowed... more) {
    List<Allowed> all = Stream.concat(allowed.stream(), Stream.of(more)).toList();
    return new ProviderRule(
        id, title, regex, path, keywords, entropy, all, checksum, shape, source);
  }

  /** The secret's own text is checked, too. */
  ProviderRule checkedBy(TokenFormat format) {
    return new ProviderRule(
        id, title, regex, path, keywords, entropy, allowed, Optional.of(format), shape, source);
  }
}
