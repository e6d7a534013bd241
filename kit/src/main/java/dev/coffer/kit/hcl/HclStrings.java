package dev.coffer.kit.hcl;

import java.util.ArrayList;
import java.util.List;

/** Reads quoted strings and heredocs. */
final class HclStrings {
  private final HclCursor in;

  HclStrings(HclCursor in) {
    this.in = in;
  }

  /** From the opening quote to behind the closing one. */
  String quoted() {
    Hcl.Place start = in.place();
    in.take();
    StringBuilder out = new StringBuilder();
    while (in.peek() != '"') {
      char c = in.peek();
      if (in.atEnd() || c == '\n' || c == '\r') {
        throw new HclException(start, "expected a closing quote on the same line");
      }
      if (c < ' ' && c != '\t') {
        throw new HclException(in.place(), "a control character must be written as an escape");
      }
      if (c == '\\') {
        escape(out);
      } else {
        out.append(in.take());
      }
    }
    in.take();
    String text = out.toString();
    if (text.lastIndexOf("${") > text.lastIndexOf('}')) {
      // HCL 1 reads on behind the quote here. Two readers must not understand two different things.
      throw new HclException(start, "the ${ in this string is not closed by }");
    }
    return unicode(text, start);
  }

  private void escape(StringBuilder out) {
    Hcl.Place place = in.place();
    in.take();
    char c = in.atEnd() ? '\0' : in.take();
    switch (c) {
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000b');
      case '\\', '"', '/' -> out.append(c);
      case 'u' -> out.append((char) hex(4, place));
      case 'U' -> {
        int codePoint = hex(8, place);
        if (!Character.isValidCodePoint(codePoint)) {
          throw new HclException(place, "this escape is no character");
        }
        out.appendCodePoint(codePoint);
      }
      case 'x' -> {
        int value = hex(2, place);
        if (value > 0x7f) {
          throw new HclException(place, "\\x goes to 7f; write \\u with four digits");
        }
        out.append((char) value);
      }
      default ->
          throw new HclException(
              place, "expected one of \\\\ \\\" \\n \\r \\t \\a \\b \\f \\v \\x \\u \\U");
    }
  }

  private int hex(int digits, Hcl.Place place) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Character.digit(in.peek(), 16);
      if (digit < 0 || in.peek() > 'f' || value > 0x0fff_ffff >> 3) {
        throw new HclException(place, "expected " + digits + " hexadecimal digits");
      }
      value = value * 16 + digit;
      in.take();
    }
    return value;
  }

  /** From {@code <<} to behind the closing marker; the text keeps its last line's end. */
  String heredoc() {
    Hcl.Place start = in.place();
    in.take();
    if (in.peek() != '<') {
      throw new HclException(start, "expected << and a marker");
    }
    in.take();
    boolean indented = in.peek() == '-';
    if (indented) {
      in.take();
    }
    String marker = in.takeLine();
    if (marker.isEmpty() || !marker.chars().allMatch(HclStrings::isMarker)) {
      throw new HclException(start, "expected a marker of letters and digits behind <<, then a new line");
    }
    List<String> lines = new ArrayList<>();
    while (true) {
      if (in.atEnd()) {
        throw new HclException(start, "this heredoc has no closing marker on a line of its own");
      }
      String line = in.takeLine();
      if (line.strip().equals(marker)) {
        String indent = line.substring(0, line.indexOf(marker));
        return unicode(join(lines, indented ? indent : ""), start);
      }
      lines.add(line);
    }
  }

  /** As HCL 1: the closing marker's indent falls away, if every line has it. */
  private static String join(List<String> lines, String indent) {
    boolean everywhere = lines.stream().allMatch(line -> line.startsWith(indent));
    StringBuilder out = new StringBuilder();
    for (String line : lines) {
      out.append(everywhere ? line.substring(indent.length()) : line).append('\n');
    }
    return out.toString();
  }

  private static boolean isMarker(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static String unicode(String text, Hcl.Place start) {
    if (!HclReader.isUnicode(text)) {
      throw new HclException(start, "half a surrogate pair is no character");
    }
    return text;
  }
}
