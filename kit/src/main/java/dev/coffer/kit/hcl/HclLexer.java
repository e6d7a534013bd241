package dev.coffer.kit.hcl;

import java.math.BigInteger;

/** Cuts a text into tokens; comments and white space fall away. */
final class HclLexer {
  private static final int NUMBER_CHARS_MAX = 64;

  private final HclCursor in;
  private final HclStrings strings;

  HclLexer(String text) {
    this.in = new HclCursor(text);
    this.strings = new HclStrings(in);
  }

  HclToken next() {
    skipBlanksAndComments();
    Hcl.Place place = in.place();
    if (in.atEnd()) {
      return new HclToken(HclToken.Kind.END, "", place);
    }
    char c = in.peek();
    if (isNameStart(c)) {
      return new HclToken(HclToken.Kind.NAME, name(), place);
    }
    if (isDigit(c) || (c == '-' && isDigit(in.peek(1)))) {
      return new HclToken(HclToken.Kind.NUMBER, number(place), place);
    }
    return switch (c) {
      case '"' -> new HclToken(HclToken.Kind.STRING, strings.quoted(), place);
      case '<' -> new HclToken(HclToken.Kind.STRING, strings.heredoc(), place);
      case '{' -> sign(HclToken.Kind.OPEN_BRACE, place);
      case '}' -> sign(HclToken.Kind.CLOSE_BRACE, place);
      case '[' -> sign(HclToken.Kind.OPEN_BRACKET, place);
      case ']' -> sign(HclToken.Kind.CLOSE_BRACKET, place);
      case ',' -> sign(HclToken.Kind.COMMA, place);
      case '=' -> sign(HclToken.Kind.ASSIGN, place);
      case ':' -> sign(HclToken.Kind.COLON, place);
      default -> throw new HclException(place, "this character has no meaning here");
    };
  }

  private HclToken sign(HclToken.Kind kind, Hcl.Place place) {
    in.take();
    return new HclToken(kind, "", place);
  }

  private void skipBlanksAndComments() {
    while (!in.atEnd()) {
      char c = in.peek();
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        in.take();
      } else if (c == '#' || (c == '/' && in.peek(1) == '/')) {
        in.skipLine();
      } else if (c == '/' && in.peek(1) == '*') {
        skipBlockComment();
      } else {
        return;
      }
    }
  }

  private void skipBlockComment() {
    Hcl.Place start = in.place();
    in.take();
    in.take();
    while (!(in.peek() == '*' && in.peek(1) == '/')) {
      if (in.atEnd()) {
        throw new HclException(start, "this comment has no end");
      }
      in.take();
    }
    in.take();
    in.take();
  }

  private String name() {
    int start = in.offset();
    while (isNameStart(in.peek()) || isDigit(in.peek()) || in.peek() == '-' || in.peek() == '.') {
      in.take();
    }
    return in.since(start);
  }

  private String number(Hcl.Place place) {
    int start = in.offset();
    in.take();
    while (isDigit(in.peek()) || isNameStart(in.peek()) || in.peek() == '.' || isExponentSign()) {
      in.take();
    }
    String literal = in.since(start);
    if (literal.length() > NUMBER_CHARS_MAX) {
      throw new HclException(place, "this number is too long");
    }
    if (literal.matches("-?0[xX][0-9a-fA-F]+")) {
      return new BigInteger(literal.replaceFirst("0[xX]", ""), 16).toString();
    }
    if (!literal.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw new HclException(
          place, "this is no number; numbers have no leading zero, no unit and no separators");
    }
    return literal;
  }

  private boolean isExponentSign() {
    char before = in.peek(-1);
    return (in.peek() == '+' || in.peek() == '-') && (before == 'e' || before == 'E');
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (c >= 0x80 && Character.isLetter(c));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
