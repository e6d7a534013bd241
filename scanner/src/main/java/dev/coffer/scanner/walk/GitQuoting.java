package dev.coffer.scanner.walk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Names as git writes them in a diff: in quotes, with escapes, where they hold unusual bytes. */
final class GitQuoting {
  private GitQuoting() {}

  /** The name behind {@code a/}, {@code b/} or nothing. */
  static String path(String written) {
    String text = written;
    // A tab ends the name where it holds blanks.
    if (text.startsWith("\"")) {
      text = unquote(text);
    } else if (text.endsWith("\t")) {
      text = text.substring(0, text.length() - 1);
    }
    return text.startsWith("a/") || text.startsWith("b/") ? text.substring(2) : text;
  }

  private static String unquote(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    int at = 1;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c != '\\' || at >= text.length()) {
        out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escaped = text.charAt(at++);
      if (escaped >= '0' && escaped <= '3' && at + 1 < text.length()) {
        out.write((escaped - '0') << 6 | (text.charAt(at) - '0') << 3 | text.charAt(at + 1) - '0');
        at += 2;
      } else {
        out.write(
            switch (escaped) {
              case 'a' -> 7;
              case 'b' -> 8;
              case 't' -> 9;
              case 'n' -> 10;
              case 'v' -> 11;
              case 'f' -> 12;
              case 'r' -> 13;
              default -> escaped;
            });
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
