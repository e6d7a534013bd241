package dev.coffer.scanner.regex;

/** What RE2 refuses; the message is worded as Go words it and quotes the piece of the pattern. */
public final class RegexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegexException(String what, String piece) {
    super("error parsing regexp: " + what + (piece.isEmpty() ? "" : ": `" + piece + "`"), null, false, false);
  }
}
