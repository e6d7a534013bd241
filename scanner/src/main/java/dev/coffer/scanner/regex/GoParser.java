package dev.coffer.scanner.regex;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a pattern in the syntax of Go's {@code regexp} package (RE2, with Perl's flags, as {@code
 * regexp.Compile} reads it). Source: the package documentation of {@code regexp/syntax}.
 */
final class GoParser {
  static final int PATTERN_MAX = 64 * 1024;
  private static final int DEPTH_MAX = 200;
  private static final int REPEAT_MAX = 1000;

  private final int[] text;
  private int at;
  private int groups;
  private int depth;
  private Flags flags = new Flags(false, false, false, false);
  private final Set<String> names = new HashSet<>();

  private record Flags(boolean fold, boolean manyLines, boolean dotNewline, boolean ungreedy) {}

  private GoParser(String pattern) {
    this.text = pattern.codePoints().toArray();
  }

  /**
   * @param groups how many capturing groups there are
   */
  record Parsed(Node node, int groups) {}

  /**
   * @throws RegexException if Go refuses the pattern, or it is longer than {@value #PATTERN_MAX}
   *     characters or its groups nest deeper than {@value #DEPTH_MAX}
   */
  static Parsed parse(String pattern) {
    if (pattern.length() > PATTERN_MAX) {
      throw new RegexException("expression too large", "");
    }
    GoParser parser = new GoParser(pattern);
    Node node = parser.choice();
    if (parser.at < parser.text.length) {
      throw new RegexException("unexpected )", pattern);
    }
    return new Parsed(node, parser.groups);
  }

  // --- structure ---

  private Node choice() {
    if (++depth > DEPTH_MAX) {
      throw new RegexException("expression nests too deeply", "");
    }
    List<Node> options = new ArrayList<>();
    options.add(sequence());
    while (at < text.length && text[at] == '|') {
      at++;
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.getFirst() : new Node.Choice(options);
  }

  private Node sequence() {
    List<Node> items = new ArrayList<>();
    while (at < text.length && text[at] != '|' && text[at] != ')') {
      int start = at;
      if (startsWith("\\Q")) {
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
    at += 2;
    while (at < text.length && !startsWith("\\E")) {
      int start = at;
      Node literal = literal(text[at++]);
      boolean last = startsWith("\\E");
      if (last) {
        at += 2;
      }
      items.add(last ? repeated(literal, start) : literal);
      if (last) {
        return;
      }
    }
    if (startsWith("\\E")) {
      at += 2;
    }
  }

  private Optional<Node> atom() {
    int start = at;
    int c = text[at++];
    return switch (c) {
      case '(' -> group(start);
      case '[' -> Optional.of(new Node.OneOf(bracket(start)));
      case '.' -> Optional.of(new Node.OneOf(flags.dotNewline ? CodePoints.ALL : CodePoints.of('\n', '\n').negated()));
      case '^' -> place(flags.manyLines ? Node.Place.LINE_START : Node.Place.TEXT_START);
      case '$' -> place(flags.manyLines ? Node.Place.LINE_END : Node.Place.TEXT_END);
      case '*', '+', '?' ->
          throw new RegexException("missing argument to repetition operator", Character.toString(c));
      case '{' -> {
        at = start;
        if (counts().isPresent()) {
          throw new RegexException("missing argument to repetition operator", piece(start, at));
        }
        at = start + 1;
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
    if (flags.fold) {
      CodePoints folded = Folding.of(codePoint);
      if (folded.size() > 1) {
        return codePoint < 128 ? new Node.Literal(Character.toLowerCase(codePoint), true) : new Node.OneOf(folded);
      }
    }
    return new Node.Literal(codePoint, false);
  }

  // --- repetition ---

  private record Counts(int least, int most) {}

  private Node repeated(Node node, int start) {
    Optional<Counts> counts = repetition();
    if (counts.isEmpty()) {
      return node;
    }
    int from = at;
    boolean greedy = !flags.ungreedy;
    if (at < text.length && text[at] == '?') {
      at++;
      greedy = !greedy;
    }
    int after = at;
    if (repetition().isPresent()) {
      throw new RegexException("invalid nested repetition operator", piece(Math.min(from - 1, after), at));
    }
    Node repeat = new Node.Repeat(node, counts.get().least, counts.get().most, greedy);
    if (total(repeat) > REPEAT_MAX) {
      throw new RegexException("invalid repeat count", piece(start, at));
    }
    return repeat;
  }

  private Optional<Counts> repetition() {
    if (at >= text.length) {
      return Optional.empty();
    }
    return switch (text[at]) {
      case '*' -> {
        at++;
        yield Optional.of(new Counts(0, Node.UNLIMITED));
      }
      case '+' -> {
        at++;
        yield Optional.of(new Counts(1, Node.UNLIMITED));
      }
      case '?' -> {
        at++;
        yield Optional.of(new Counts(0, 1));
      }
      case '{' -> counts();
      default -> Optional.empty();
    };
  }

  /** {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else in braces is plain text. */
  private Optional<Counts> counts() {
    int start = at;
    at++;
    int least = number();
    int most = least;
    if (least >= 0 && at < text.length && text[at] == ',') {
      at++;
      most = at < text.length && text[at] == '}' ? Node.UNLIMITED : number();
      if (most < 0 && !(at < text.length && text[at] == '}')) {
        least = -1;
      }
    }
    if (least < 0 || at >= text.length || text[at] != '}') {
      at = start;
      return Optional.empty();
    }
    at++;
    if (least > REPEAT_MAX || most > REPEAT_MAX || (most >= 0 && most < least)) {
      throw new RegexException("invalid repeat count", piece(start, at));
    }
    return Optional.of(new Counts(least, most));
  }

  private int number() {
    int start = at;
    int value = 0;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      value = Math.min(value * 10 + text[at++] - '0', REPEAT_MAX + 1);
    }
    boolean leadingZero = at - start > 1 && text[start] == '0';
    return at == start || leadingZero ? -1 : value;
  }

  /** How often the innermost body may have to be written out. */
  private static long total(Node node) {
    if (node instanceof Node.Repeat repeat) {
      long here = repeat.most() == Node.UNLIMITED ? repeat.least() : repeat.most();
      return Math.max(1, here) * total(repeat.body());
    }
    if (node instanceof Node.Group group) {
      return total(group.body());
    }
    long most = 1;
    List<Node> parts =
        node instanceof Node.Sequence sequence
            ? sequence.items()
            : node instanceof Node.Choice choice ? choice.options() : List.of();
    for (Node part : parts) {
      most = Math.max(most, total(part));
    }
    return most;
  }

  // --- groups and flags ---

  private Optional<Node> group(int start) {
    Flags outer = flags;
    int index = 0;
    if (startsWith("?")) {
      if (startsWith("?P<") || (startsWith("?<") && !startsWith("?<=") && !startsWith("?<!"))) {
        name(start);
        index = ++groups;
      } else if (flagsEndGroup(start)) {
        return Optional.empty();
      }
    } else {
      index = ++groups;
    }
    Node body = choice();
    if (at >= text.length) {
      throw new RegexException("missing closing )", piece(0, text.length));
    }
    at++;
    flags = outer;
    return Optional.of(index == 0 ? body : new Node.Group(index, body));
  }

  private void name(int start) {
    int open = at;
    while (text[open] != '<') {
      open++;
    }
    int close = open + 1;
    while (close < text.length && isWord(text[close])) {
      close++;
    }
    if (close >= text.length || text[close] != '>' || close == open + 1) {
      throw new RegexException("invalid named capture", piece(start, Math.min(close + 1, text.length)));
    }
    if (!names.add(piece(open + 1, close))) {
      throw new RegexException("duplicate capture group name", piece(open + 1, close));
    }
    at = close + 1;
  }

  private static boolean isWord(int c) {
    return NamedSets.WORD.contains(c);
  }

  /** Reads {@code ?i-s:} or {@code ?i)}; true if the group ended, so that the flags hold on. */
  private boolean flagsEndGroup(int start) {
    at++;
    boolean on = true;
    boolean any = false;
    Flags now = flags;
    while (at < text.length) {
      int c = text[at++];
      switch (c) {
        case 'i' -> now = new Flags(on, now.manyLines, now.dotNewline, now.ungreedy);
        case 'm' -> now = new Flags(now.fold, on, now.dotNewline, now.ungreedy);
        case 's' -> now = new Flags(now.fold, now.manyLines, on, now.ungreedy);
        case 'U' -> now = new Flags(now.fold, now.manyLines, now.dotNewline, on);
        case '-' -> {
          if (!on) {
            throw unsupported(start);
          }
          on = false;
          any = false;
          continue;
        }
        case ':', ')' -> {
          if (!on && !any) {
            throw unsupported(start);
          }
          flags = now;
          return c == ')';
        }
        default -> throw unsupported(start);
      }
      any = true;
    }
    throw new RegexException("missing closing )", piece(0, text.length));
  }

  private RegexException unsupported(int start) {
    return new RegexException("invalid or unsupported Perl syntax", piece(start, at));
  }

  // --- escapes ---

  private Node escape(int start) {
    if (at >= text.length) {
      throw new RegexException("trailing backslash at end of expression", "");
    }
    Optional<Node.Place> place =
        switch (text[at]) {
          case 'A' -> Optional.of(Node.Place.TEXT_START);
          case 'z' -> Optional.of(Node.Place.TEXT_END);
          case 'b' -> Optional.of(Node.Place.WORD_EDGE);
          case 'B' -> Optional.of(Node.Place.NO_WORD_EDGE);
          default -> Optional.empty();
        };
    if (place.isPresent()) {
      at++;
      return new Node.Assertion(place.get());
    }
    Optional<CodePoints> set = escapedSet(start);
    return set.isPresent() ? new Node.OneOf(set.get()) : literal(escapedCharacter(start));
  }

  /** {@code \d}, {@code \W}, {@code \pL}, {@code \P{Greek}}; reads nothing if it is none of them. */
  private Optional<CodePoints> escapedSet(int start) {
    int c = text[at];
    Optional<CodePoints> perl = NamedSets.perl(Character.toLowerCase(c));
    if (perl.isPresent() && c < 128) {
      at++;
      return Optional.of(folded(perl.get(), Character.isUpperCase(c)));
    }
    if (c != 'p' && c != 'P') {
      return Optional.empty();
    }
    at++;
    if (at >= text.length) {
      throw new RegexException("invalid character class range", piece(start, at));
    }
    String name = Character.toString(text[at++]);
    if (name.equals("{")) {
      int close = at;
      while (close < text.length && text[close] != '}') {
        close++;
      }
      if (close == text.length) {
        throw new RegexException("invalid character class range", piece(start, close));
      }
      name = piece(at, close);
      at = close + 1;
    }
    boolean negated = c == 'P';
    if (name.startsWith("^")) {
      negated = !negated;
      name = name.substring(1);
    }
    Optional<CodePoints> unicode = NamedSets.unicode(name);
    if (unicode.isEmpty()) {
      throw new RegexException("invalid character class range", piece(start, at));
    }
    return Optional.of(folded(unicode.get(), negated));
  }

  private CodePoints folded(CodePoints set, boolean negated) {
    CodePoints full = flags.fold ? Folding.of(set) : set;
    return negated ? full.negated() : full;
  }

  private int escapedCharacter(int start) {
    int c = text[at++];
    boolean octal = c == '0' || (c >= '1' && c <= '7' && at < text.length && isOctal(text[at]));
    if (octal) {
      int value = c - '0';
      for (int more = 0; more < 2 && at < text.length && isOctal(text[at]); more++) {
        value = value * 8 + text[at++] - '0';
      }
      return value;
    }
    boolean plain = c < 128 && !Character.isLetterOrDigit(c);
    if (plain) {
      return c;
    }
    return switch (c) {
      case 'a' -> 7;
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0B;
      case 'x' -> hexadecimal(start);
      default -> throw invalidEscape(start);
    };
  }

  private RegexException invalidEscape(int start) {
    return new RegexException("invalid escape sequence", piece(start, at));
  }

  private static boolean isOctal(int c) {
    return c >= '0' && c <= '7';
  }

  private int hexadecimal(int start) {
    boolean braces = at < text.length && text[at] == '{';
    int from = braces ? ++at : at;
    int value = 0;
    while (at < text.length && (braces || at - from < 2)) {
      int digit = text[at] < 128 ? Character.digit(text[at], 16) : -1;
      if (digit < 0) {
        break;
      }
      value = value * 16 + digit;
      at++;
      if (value > CodePoints.LAST) {
        throw invalidEscape(start);
      }
    }
    boolean closed = !braces || (at < text.length && text[at] == '}');
    if (!closed || at == from || (!braces && at - from != 2)) {
      throw invalidEscape(start);
    }
    if (braces) {
      at++;
    }
    return value;
  }

  // --- bracket expressions ---

  private CodePoints bracket(int start) {
    boolean negated = at < text.length && text[at] == '^';
    if (negated) {
      at++;
    }
    CodePoints set = CodePoints.NONE;
    boolean first = true;
    while (at >= text.length || text[at] != ']' || first) {
      if (at >= text.length) {
        throw new RegexException("missing closing ]", piece(start, text.length));
      }
      first = false;
      Optional<CodePoints> named = namedInBracket();
      set = set.and(named.isPresent() ? named.get() : range());
    }
    at++;
    return negated ? set.negated() : set;
  }

  private Optional<CodePoints> namedInBracket() {
    int start = at;
    if (startsWith("[:")) {
      int close = at + 2;
      while (close + 1 < text.length && !(text[close] == ':' && text[close + 1] == ']')) {
        close++;
      }
      if (close + 1 < text.length) {
        String name = piece(at + 2, close);
        boolean negated = name.startsWith("^");
        Optional<CodePoints> posix = NamedSets.posix(negated ? name.substring(1) : name);
        if (posix.isEmpty()) {
          throw new RegexException("invalid character class range", piece(at, close + 2));
        }
        at = close + 2;
        return Optional.of(folded(posix.get(), negated));
      }
    }
    if (text[at] == '\\' && at + 1 < text.length) {
      at++;
      Optional<CodePoints> set = escapedSet(start);
      if (set.isEmpty()) {
        at = start;
      }
      return set;
    }
    return Optional.empty();
  }

  private CodePoints range() {
    int start = at;
    int low = bracketCharacter();
    int high = low;
    if (at + 1 < text.length && text[at] == '-' && text[at + 1] != ']') {
      at++;
      high = bracketCharacter();
      if (high < low) {
        throw new RegexException("invalid character class range", piece(start, at));
      }
    }
    return folded(CodePoints.of(low, high), false);
  }

  private int bracketCharacter() {
    int start = at;
    if (at >= text.length) {
      throw new RegexException("missing closing ]", piece(start, at));
    }
    if (text[at] == '\\') {
      at++;
      if (at >= text.length) {
        throw new RegexException("trailing backslash at end of expression", "");
      }
      return escapedCharacter(start);
    }
    return text[at++];
  }

  private boolean startsWith(String prefix) {
    if (at + prefix.length() > text.length) {
      return false;
    }
    for (int index = 0; index < prefix.length(); index++) {
      if (text[at + index] != prefix.charAt(index)) {
        return false;
      }
    }
    return true;
  }

  private String piece(int from, int to) {
    return new String(text, from, Math.max(0, to - from));
  }
}
