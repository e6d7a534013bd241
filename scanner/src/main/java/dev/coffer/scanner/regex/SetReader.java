package dev.coffer.scanner.regex;

import java.util.Optional;

/** Reads what stands for one of several characters: brackets, {@code \d}, {@code \pL}; and escaped characters. */
final class SetReader {
  private final PatternText text;

  SetReader(PatternText text) {
    this.text = text;
  }

  /**
   * Reads a bracket expression, from behind its bracket.
   *
   * @param start where its bracket stands
   * @param fold whether case is no matter
   */
  CodePoints bracket(int start, boolean fold) {
    boolean negated = text.take('^');
    CodePoints set = CodePoints.NONE;
    boolean first = true;
    while (!text.isAt(']') || first) {
      if (text.ended()) {
        throw new RegexException("missing closing ]", text.piece(start, text.length()));
      }
      first = false;
      Optional<CodePoints> named = named(fold);
      set = set.and(named.isPresent() ? named.get() : range(fold));
    }
    text.next();
    return negated ? set.negated() : set;
  }

  private Optional<CodePoints> named(boolean fold) {
    int start = text.at();
    if (text.startsWith("[:")) {
      Optional<CodePoints> posix = posix(fold);
      if (posix.isPresent()) {
        return posix;
      }
    }
    if (text.isAt('\\') && start + 1 < text.length()) {
      text.next();
      Optional<CodePoints> set = escaped(start, fold);
      if (set.isEmpty()) {
        text.goTo(start);
      }
      return set;
    }
    return Optional.empty();
  }

  /** {@code [:alpha:]}; reads nothing where no end of it follows. */
  private Optional<CodePoints> posix(boolean fold) {
    int start = text.at();
    int close = start + 2;
    while (close + 1 < text.length() && !(text.get(close) == ':' && text.get(close + 1) == ']')) {
      close++;
    }
    if (close + 1 >= text.length()) {
      return Optional.empty();
    }
    String name = text.piece(start + 2, close);
    boolean negated = name.startsWith("^");
    Optional<CodePoints> posix = NamedSets.posix(negated ? name.substring(1) : name);
    if (posix.isEmpty()) {
      throw new RegexException("invalid character class range", text.piece(start, close + 2));
    }
    text.goTo(close + 2);
    return Optional.of(folded(posix.get(), negated, fold));
  }

  private CodePoints range(boolean fold) {
    int start = text.at();
    int low = bracketCharacter();
    int high = low;
    boolean isRange = text.isAt('-') && text.at() + 1 < text.length() && text.get(text.at() + 1) != ']';
    if (isRange) {
      text.next();
      high = bracketCharacter();
      if (high < low) {
        throw new RegexException("invalid character class range", text.pieceFrom(start));
      }
    }
    return folded(CodePoints.of(low, high), false, fold);
  }

  private int bracketCharacter() {
    int start = text.at();
    if (text.ended()) {
      throw new RegexException("missing closing ]", "");
    }
    if (!text.take('\\')) {
      return text.next();
    }
    if (text.ended()) {
      throw new RegexException("trailing backslash at end of expression", "");
    }
    return escapedCharacter(start);
  }

  /**
   * {@code \d}, {@code \W}, {@code \pL}, {@code \P{Greek}}, from behind the backslash; reads nothing if it is
   * none of them.
   *
   * @param start where the backslash stands
   */
  Optional<CodePoints> escaped(int start, boolean fold) {
    int c = text.peek();
    Optional<CodePoints> perl = NamedSets.perl(Character.toLowerCase(c));
    if (perl.isPresent() && c < 128) {
      text.next();
      return Optional.of(folded(perl.get(), Character.isUpperCase(c), fold));
    }
    if (c != 'p' && c != 'P') {
      return Optional.empty();
    }
    text.next();
    String name = unicodeName(start);
    boolean negated = c == 'P';
    if (name.startsWith("^")) {
      negated = !negated;
      name = name.substring(1);
    }
    Optional<CodePoints> unicode = NamedSets.unicode(name);
    if (unicode.isEmpty()) {
      throw new RegexException("invalid character class range", text.pieceFrom(start));
    }
    return Optional.of(folded(unicode.get(), negated, fold));
  }

  /** One letter, or a name in braces. */
  private String unicodeName(int start) {
    if (text.ended()) {
      throw new RegexException("invalid character class range", text.pieceFrom(start));
    }
    if (!text.take('{')) {
      return Character.toString(text.next());
    }
    int from = text.at();
    while (!text.isAt('}')) {
      if (text.ended()) {
        throw new RegexException("invalid character class range", text.pieceFrom(start));
      }
      text.next();
    }
    String name = text.pieceFrom(from);
    text.next();
    return name;
  }

  private static CodePoints folded(CodePoints set, boolean negated, boolean fold) {
    CodePoints full = fold ? Folding.of(set) : set;
    return negated ? full.negated() : full;
  }

  /**
   * One character, from behind the backslash, where something follows it.
   *
   * @param start where the backslash stands
   */
  int escapedCharacter(int start) {
    int c = text.next();
    boolean octal = c == '0' || (c >= '1' && c <= '7' && isOctalNext());
    if (octal) {
      int value = c - '0';
      for (int more = 0; more < 2 && isOctalNext(); more++) {
        value = value * 8 + text.next() - '0';
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

  private boolean isOctalNext() {
    return !text.ended() && text.peek() >= '0' && text.peek() <= '7';
  }

  private RegexException invalidEscape(int start) {
    return new RegexException("invalid escape sequence", text.pieceFrom(start));
  }

  /** Two digits, or any number of them in braces. */
  private int hexadecimal(int start) {
    boolean braces = text.take('{');
    int from = text.at();
    int value = 0;
    while (!text.ended() && (braces || text.at() - from < 2)) {
      int digit = text.peek() < 128 ? Character.digit(text.peek(), 16) : -1;
      if (digit < 0) {
        break;
      }
      value = value * 16 + digit;
      text.next();
      if (value > CodePoints.LAST) {
        throw invalidEscape(start);
      }
    }
    int digits = text.at() - from;
    boolean closed = !braces || text.isAt('}');
    if (!closed || digits == 0 || (!braces && digits != 2)) {
      throw invalidEscape(start);
    }
    if (braces) {
      text.next();
    }
    return value;
  }
}
