package dev.coffer.kit.hcl;

/** A position in a text that knows its line and column. Past the end it sees NUL characters. */
final class HclCursor {
  private final String text;
  private int offset;
  private int line = 1;
  private int lineStart;

  HclCursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return offset >= text.length();
  }

  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    int at = offset + ahead;
    return at >= 0 && at < text.length() ? text.charAt(at) : '\0';
  }

  char take() {
    char c = text.charAt(offset++);
    if (c == '\n') {
      line++;
      lineStart = offset;
    }
    return c;
  }

  void skipLine() {
    while (!atEnd() && peek() != '\n') {
      offset++;
    }
  }

  /** The rest of the line without its end; moves behind the line's end. */
  String takeLine() {
    int start = offset;
    skipLine();
    String rest = since(start);
    if (!atEnd()) {
      take();
    }
    return rest.endsWith("\r") ? rest.substring(0, rest.length() - 1) : rest;
  }

  int offset() {
    return offset;
  }

  String since(int start) {
    return text.substring(start, offset);
  }

  Hcl.Place place() {
    return new Hcl.Place(line, offset - lineStart + 1);
  }
}
