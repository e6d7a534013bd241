package dev.coffer.scanner.regex;

/** A pattern and how far it is read. */
final class PatternText {
  private final int[] text;
  private int at;

  PatternText(String pattern) {
    this.text = pattern.codePoints().toArray();
  }

  /** The index of the next code point. */
  int at() {
    return at;
  }

  void goTo(int index) {
    at = index;
  }

  int length() {
    return text.length;
  }

  boolean ended() {
    return at >= text.length;
  }

  /** Whether that code point comes next. */
  boolean isAt(int codePoint) {
    return at < text.length && text[at] == codePoint;
  }

  /** The next code point, which is there. */
  int peek() {
    return text[at];
  }

  /** The code point at an index, which is there. */
  int get(int index) {
    return text[index];
  }

  /** Reads the next code point, which is there. */
  int next() {
    return text[at++];
  }

  /** Reads that code point if it comes next. */
  boolean take(int codePoint) {
    boolean there = isAt(codePoint);
    at += there ? 1 : 0;
    return there;
  }

  boolean startsWith(String prefix) {
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

  String piece(int from, int to) {
    return new String(text, from, Math.max(0, to - from));
  }

  /** From an index to where it is read. */
  String pieceFrom(int from) {
    return piece(from, at);
  }

  RegexException missingClosing() {
    return new RegexException("missing closing )", piece(0, text.length));
  }
}
