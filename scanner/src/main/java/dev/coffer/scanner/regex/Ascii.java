package dev.coffer.scanner.regex;

/** Whether a text is ASCII only. */
final class Ascii {
  private Ascii() {}

  static boolean isAscii(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) > 127) {
        return false;
      }
    }
    return true;
  }
}
