package dev.coffer.scanner.report;

import java.math.BigDecimal;
import java.util.List;

/** Writes JSON as Go's encoder does: one member a line, and what HTML would misread escaped. */
final class GoJson {
  private final StringBuilder out;
  private final String indent;
  private int depth;
  private boolean first = true;

  GoJson(StringBuilder out, String indent) {
    this.out = out;
    this.indent = indent;
  }

  GoJson open(char bracket) {
    out.append(bracket);
    depth++;
    first = true;
    return this;
  }

  GoJson close(char bracket) {
    depth--;
    if (!first) {
      line();
    }
    out.append(bracket);
    first = false;
    return this;
  }

  /** Goes to the next member or item. */
  GoJson next() {
    if (!first) {
      out.append(',');
    }
    line();
    first = false;
    return this;
  }

  GoJson name(String name) {
    next();
    text(out, name);
    out.append(": ");
    return this;
  }

  GoJson text(String name, String value) {
    name(name);
    text(out, value);
    return this;
  }

  GoJson number(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  GoJson number(String name, float value) {
    name(name);
    out.append(value == 0 ? "0" : new BigDecimal(Float.toString(value)).stripTrailingZeros().toPlainString());
    return this;
  }

  GoJson texts(String name, List<String> values) {
    name(name);
    open('[');
    for (String value : values) {
      next();
      text(out, value);
    }
    return close(']');
  }

  private void line() {
    out.append('\n');
    out.append(indent.repeat(depth));
  }

  static void text(StringBuilder out, String value) {
    out.append('"');
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '<', '>', '&', '\u2028', '\u2029', '\uFFFD' -> escape(out, c);
        default -> {
          boolean lone = Character.isSurrogate(c) && !isPaired(value, at);
          if (c < 0x20 || lone) {
            escape(out, lone ? '\uFFFD' : c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isPaired(String value, int at) {
    return Character.isHighSurrogate(value.charAt(at))
        ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
  }

  private static void escape(StringBuilder out, char c) {
    String digits = Integer.toHexString(c);
    out.append("\\u").append("0000", 0, 4 - digits.length()).append(digits);
  }
}
