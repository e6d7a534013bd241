package dev.coffer.scanner.regex;

import dev.coffer.scanner.regex.CountReader.Counts;
import dev.coffer.scanner.regex.FlagReader.Flags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a pattern in the syntax of Go's {@code regexp} package (RE2, with Perl's flags, as {@code
 * regexp.Compile} reads it). Source: the package documentation of {@code regexp/syntax}. What stands
 * beside each other, one of which, and in groups is here; {@link SetReader} reads sets and escapes, {@link
 * CountReader} repetitions, {@link FlagReader} flags.
 */
final class GoParser {
  static final int PATTERN_MAX = 64 * 1024;
  private static final int DEPTH_MAX = 200;

  private final PatternText text;
  private final SetReader sets;
  private final CountReader counts;
  private final FlagReader flagReader;
  private int groups;
  private int depth;
  private Flags flags = Flags.NONE;
  private final Set<String> names = new HashSet<>();

  private GoParser(String pattern) {
    this.text = new PatternText(pattern);
    this.sets = new SetReader(text);
    this.counts = new CountReader(text);
    this.flagReader = new FlagReader(text);
  }

  /**
   * A pattern that was read.
   *
   * @param groups how many capturing groups there are
   */
  record Parsed(Node node, int groups) {}

  /**
   * Reads a pattern.
   *
   * @throws RegexException if Go refuses the pattern, or it is longer than {@value #PATTERN_MAX}
   *     characters or its groups nest deeper than {@value #DEPTH_MAX}
   */
  static Parsed parse(String pattern) {
    if (pattern.length() > PATTERN_MAX) {
      throw new RegexException("expression too large", "");
    }
    GoParser parser = new GoParser(pattern);
    Node node = parser.choice();
    if (!parser.text.ended()) {
      throw new RegexException("unexpected )", pattern);
    }
    return new Parsed(node, parser.groups);
  }

  private Node choice() {
    if (++depth > DEPTH_MAX) {
      throw new RegexException("expression nests too deeply", "");
    }
    List<Node> options = new ArrayList<>();
    options.add(sequence());
    while (text.take('|')) {
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.getFirst() : new Node.Choice(options);
  }

  private Node sequence() {
    List<Node> items = new ArrayList<>();
    while (!text.ended() && !text.isAt('|') && !text.isAt(')')) {
      int start = text.at();
      if (text.startsWith("\\Q")) {
        quoted(items);
        continue;
      }
      Optional<Node> atom = atom();
      if (atom.isPresent()) {
        Node item = repeated(atom.get(), start);
        // A group that captures nothing is only a piece of the sequence.
        items.addAll(item instanceof Node.Sequence inner ? inner.items() : List.of(item));
      }
    }
    return items.size() == 1 ? items.getFirst() : items.isEmpty() ? new Node.Empty() : new Node.Sequence(items);
  }

  /** {@code \Q … \E}: every character is itself; what follows the quote repeats its last one. */
  private void quoted(List<Node> items) {
    text.goTo(text.at() + 2);
    while (!text.ended() && !text.startsWith("\\E")) {
      int start = text.at();
      Node literal = literal(text.next());
      boolean last = text.startsWith("\\E");
      if (last) {
        text.goTo(text.at() + 2);
      }
      items.add(last ? repeated(literal, start) : literal);
      if (last) {
        return;
      }
    }
    if (text.startsWith("\\E")) {
      text.goTo(text.at() + 2);
    }
  }

  private Optional<Node> atom() {
    int start = text.at();
    int c = text.next();
    return switch (c) {
      case '(' -> group(start);
      case '[' -> Optional.of(new Node.OneOf(sets.bracket(start, flags.fold())));
      case '.' -> Optional.of(new Node.OneOf(flags.dotNewline() ? CodePoints.ALL : CodePoints.of('\n', '\n').negated()));
      case '^' -> place(flags.manyLines() ? Node.Place.LINE_START : Node.Place.TEXT_START);
      case '$' -> place(flags.manyLines() ? Node.Place.LINE_END : Node.Place.TEXT_END);
      case '*', '+', '?' ->
          throw new RegexException("missing argument to repetition operator", Character.toString(c));
      case '{' -> {
        text.goTo(start);
        if (counts.braces().isPresent()) {
          throw new RegexException("missing argument to repetition operator", text.pieceFrom(start));
        }
        text.goTo(start + 1);
        yield Optional.of(literal(c));
      }
      case '\\' -> Optional.of(escape(start));
      default -> Optional.of(literal(c));
    };
  }

  private static Optional<Node> place(Node.Place place) {
    return Optional.of(new Node.Assertion(place));
  }

  private Node literal(int codePoint) {
    if (flags.fold()) {
      CodePoints folded = Folding.of(codePoint);
      if (folded.size() > 1) {
        return codePoint < 128 ? new Node.Literal(Character.toLowerCase(codePoint), true) : new Node.OneOf(folded);
      }
    }
    return new Node.Literal(codePoint, false);
  }

  private Node escape(int start) {
    if (text.ended()) {
      throw new RegexException("trailing backslash at end of expression", "");
    }
    Optional<Node.Place> place =
        switch (text.peek()) {
          case 'A' -> Optional.of(Node.Place.TEXT_START);
          case 'z' -> Optional.of(Node.Place.TEXT_END);
          case 'b' -> Optional.of(Node.Place.WORD_EDGE);
          case 'B' -> Optional.of(Node.Place.NO_WORD_EDGE);
          default -> Optional.empty();
        };
    if (place.isPresent()) {
      text.next();
      return new Node.Assertion(place.get());
    }
    Optional<CodePoints> set = sets.escaped(start, flags.fold());
    return set.isPresent() ? new Node.OneOf(set.get()) : literal(sets.escapedCharacter(start));
  }

  private Node repeated(Node node, int start) {
    Optional<Counts> often = counts.repetition();
    if (often.isEmpty()) {
      return node;
    }
    int from = text.at();
    boolean greedy = text.take('?') == flags.ungreedy();
    int after = text.at();
    if (counts.repetition().isPresent()) {
      throw new RegexException("invalid nested repetition operator", text.pieceFrom(Math.min(from - 1, after)));
    }
    Node repeat = new Node.Repeat(node, often.get().least(), often.get().most(), greedy);
    if (CountReader.tooOften(repeat)) {
      throw new RegexException("invalid repeat count", text.pieceFrom(start));
    }
    return repeat;
  }

  private Optional<Node> group(int start) {
    Flags outer = flags;
    int index = 0;
    if (text.startsWith("?P<") || (text.startsWith("?<") && !text.startsWith("?<=") && !text.startsWith("?<!"))) {
      name(start);
      index = ++groups;
    } else if (text.isAt('?')) {
      FlagReader.Read read = flagReader.read(start, flags);
      flags = read.flags();
      if (read.endsGroup()) {
        return Optional.empty();
      }
    } else {
      index = ++groups;
    }
    Node body = choice();
    if (text.ended()) {
      throw text.missingClosing();
    }
    text.next();
    flags = outer;
    return Optional.of(index == 0 ? body : new Node.Group(index, body));
  }

  private void name(int start) {
    int open = text.at();
    while (text.get(open) != '<') {
      open++;
    }
    int close = open + 1;
    while (close < text.length() && NamedSets.WORD.contains(text.get(close))) {
      close++;
    }
    if (close >= text.length() || text.get(close) != '>' || close == open + 1) {
      throw new RegexException("invalid named capture", text.piece(start, Math.min(close + 1, text.length())));
    }
    if (!names.add(text.piece(open + 1, close))) {
      throw new RegexException("duplicate capture group name", text.piece(open + 1, close));
    }
    text.goTo(close + 1);
  }
}
