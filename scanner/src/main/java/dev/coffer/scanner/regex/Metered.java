package dev.coffer.scanner.regex;

/**
 * A text that counts how often it is looked at. An engine that backtracks asks for a character at
 * every step, so this bounds its work.
 */
final class Metered implements CharSequence {
  /** Too many steps. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("too many steps", null, false, false);
    }
  }

  private final String text;
  private long left;

  Metered(String text, long steps) {
    this.text = text;
    this.left = steps;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new Exhausted();
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
