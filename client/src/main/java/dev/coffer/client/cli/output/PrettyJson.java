package dev.coffer.client.cli.output;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import java.util.Map;

/** JSON for people: two spaces a level, members in the order they have. */
public final class PrettyJson {
  private PrettyJson() {}

  public static String text(Json value) {
    StringBuilder out = new StringBuilder();
    write(value, "\n", out);
    return out.toString();
  }

  private static void write(Json value, String newline, StringBuilder out) {
    String deeper = newline + "  ";
    // No pattern switch: linking one costs a command some of its 50 ms.
    if (value instanceof Json.Object object && !object.members().isEmpty()) {
      String separator = "{";
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        out.append(separator).append(deeper).append(JsonWriter.text(new Json.Text(member.getKey()))).append(": ");
        write(member.getValue(), deeper, out);
        separator = ",";
      }
      out.append(newline).append('}');
    } else if (value instanceof Json.Array array && !array.items().isEmpty()) {
      String separator = "[";
      for (Json item : array.items()) {
        out.append(separator).append(deeper);
        write(item, deeper, out);
        separator = ",";
      }
      out.append(newline).append(']');
    } else {
      out.append(JsonWriter.text(value));
    }
  }
}
