package dev.coffer.client.cli.output;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import java.io.PrintStream;

/**
 * Prints lines. On a terminal, control characters are escaped: a stored value must not move the
 * cursor, set the title or type into the shell of the person who reads it.
 */
public final class Printer {
  private final PrintStream out;
  private final boolean terminal;
  private final Format format;

  public Printer(PrintStream out, boolean terminal, Format format) {
    this.out = out;
    this.terminal = terminal;
    this.format = format;
  }

  public Format format() {
    return format;
  }

  public boolean isTable() {
    return format == Format.TABLE;
  }

  /** Text and a line break. */
  public void line(String text) {
    out.println(terminal ? escaped(text) : text);
  }

  /** Text alone for a pipe, with a line break for a terminal: {@code $(coffer … -field=x)} is exact. */
  public void raw(String text) {
    if (terminal) {
      line(text);
    } else {
      out.print(text);
    }
  }

  public void bytes(SecretBytes bytes) {
    if (terminal) {
      line(bytes.read(read -> new String(read, java.nio.charset.StandardCharsets.UTF_8)));
      return;
    }
    bytes.read(
        read -> {
          out.write(read, 0, read.length);
          return true;
        });
  }

  /** A tree in the chosen format; tables are their callers' affair. */
  public void tree(Json value) {
    line(format == Format.YAML ? Yaml.text(value) : PrettyJson.text(value));
  }

  public void flush() {
    out.flush();
  }

  /** Escapes C0 and C1 controls but line break and tab, and the marks that reorder text on screen. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (isDangerous(c)) {
        safe.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          safe.append(Character.forDigit((c >> shift) & 15, 16));
        }
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  private static boolean isDangerous(char c) {
    boolean control = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
    boolean reorders =
        (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069') || c == '\u200e' || c == '\u200f';
    return control || reorders;
  }
}
