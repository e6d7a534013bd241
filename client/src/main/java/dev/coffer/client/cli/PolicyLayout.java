package dev.coffer.client.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays out a policy's text: two spaces a level, no trailing blanks, no double empty lines. Lines stay
 * lines, comments and strings stay as they are; whether the rules mean anything the server says when
 * they are written.
 */
final class PolicyLayout {
  private PolicyLayout() {}

  static String of(String text) {
    List<String> lines = new ArrayList<>();
    int depth = 0;
    boolean blank = true;
    for (String line : text.split("\r?\n", -1)) {
      String content = spaced(line.strip());
      if (content.isEmpty()) {
        if (!blank) {
          lines.add("");
        }
        blank = true;
        continue;
      }
      blank = false;
      int closing = leadingClosers(content);
      lines.add("  ".repeat(Math.max(0, depth - closing)) + content);
      depth = Math.max(0, depth + balance(content));
    }
    return String.join("\n", lines).stripTrailing() + "\n";
  }

  /** One blank around an equal sign and after a comma; runs of blanks become one, but not in strings or comments. */
  private static String spaced(String line) {
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (quoted) {
        text.append(c);
        if (c == '\\' && at + 1 < line.length()) {
          text.append(line.charAt(++at));
        }
        quoted = c != '"';
      } else if (c == '#' || line.startsWith("//", at) || line.startsWith("/*", at) || line.startsWith("<<", at)) {
        return text.append(line, at, line.length()).toString();
      } else if (c == '=') {
        text.append(endsBlank(text) ? "= " : " = ");
      } else if (c == ',') {
        text.append(", ");
      } else if (c != ' ' && c != '\t') {
        quoted = c == '"';
        text.append(c);
      } else if (!endsBlank(text)) {
        text.append(' ');
      }
    }
    return text.toString().strip();
  }

  private static boolean endsBlank(StringBuilder text) {
    return text.isEmpty() || text.charAt(text.length() - 1) == ' ';
  }

  private static int leadingClosers(String line) {
    int count = 0;
    while (count < line.length() && "}])".indexOf(line.charAt(count)) >= 0) {
      count++;
    }
    return count;
  }

  /** Brackets opened less those closed, outside strings and comments. */
  private static int balance(String line) {
    int balance = 0;
    boolean quoted = false;
    for (int at = 0; at < line.length(); at++) {
      char c = line.charAt(at);
      if (quoted) {
        at += c == '\\' ? 1 : 0;
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '#' || line.startsWith("//", at)) {
        return balance;
      } else if ("{[(".indexOf(c) >= 0) {
        balance++;
      } else if ("}])".indexOf(c) >= 0) {
        balance--;
      }
    }
    return balance;
  }
}
