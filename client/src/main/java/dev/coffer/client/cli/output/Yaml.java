package dev.coffer.client.cli.output;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * YAML (1.2) of a JSON tree, in block style. Every text that a YAML reader could take for something
 * else is written as a JSON string, which is valid YAML and unmistakable.
 */
public final class Yaml {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*");

  /** Words that YAML 1.1 or 1.2 readers take for booleans or nothing. */
  private static final Pattern RESERVED =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|none|nan|inf");

  private Yaml() {}

  public static String text(Json value) {
    StringBuilder out = new StringBuilder();
    if (isBlock(value)) {
      block(value, "", out);
      return out.substring(0, out.length() - 1);
    }
    return scalar(value);
  }

  private static boolean isBlock(Json value) {
    return (value instanceof Json.Object object && !object.members().isEmpty())
        || (value instanceof Json.Array array && !array.items().isEmpty());
  }

  private static void block(Json value, String indent, StringBuilder out) {
    if (value instanceof Json.Object object) {
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        out.append(indent).append(plainOrQuoted(member.getKey())).append(':');
        after(member.getValue(), value, indent, out);
      }
    } else if (value instanceof Json.Array array) {
      for (Json item : array.items()) {
        out.append(indent).append('-');
        after(item, value, indent, out);
      }
    }
  }

  private static void after(Json value, Json parent, String indent, StringBuilder out) {
    if (!isBlock(value)) {
      out.append(' ').append(scalar(value)).append('\n');
      return;
    }
    out.append('\n');
    // Items of a list may stand below their key without further indentation.
    boolean listInObject = value instanceof Json.Array && parent instanceof Json.Object;
    block(value, listInObject ? indent : indent + "  ", out);
  }

  private static String scalar(Json value) {
    return switch (value) {
      case Json.Text text -> plainOrQuoted(text.value());
      case Json.Object _ -> "{}";
      case Json.Array _ -> "[]";
      case Json.Number _, Json.Bool _, Json.Null _ -> JsonWriter.text(value);
    };
  }

  private static String plainOrQuoted(String text) {
    return PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()
        ? text
        : JsonWriter.text(new Json.Text(text));
  }
}
