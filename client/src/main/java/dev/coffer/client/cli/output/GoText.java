package dev.coffer.client.cli.output;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Values as Vault's tables show them, which is as Go prints them. Scripts read these. */
public final class GoText {
  private GoText() {}

  /** A value in a table: {@code <nil>}, {@code [a b]}, {@code map[a:1 b:2]}. */
  public static String of(Json value) {
    // No pattern switch: linking one costs a command some of its 50 ms.
    if (value instanceof Json.Text text) {
      return text.value();
    }
    if (value instanceof Json.Number number) {
      return number.literal();
    }
    if (value instanceof Json.Bool bool) {
      return Boolean.toString(bool.value());
    }
    if (value instanceof Json.Array array) {
      return list(array);
    }
    return value instanceof Json.Object object ? map(object) : "<nil>";
  }

  /** A value under that key: what looks like a time to live in seconds is shown as a duration. */
  public static String of(String key, Json value) {
    boolean duration =
        key.equals("period")
            || key.equals("ttl")
            || key.equals("duration")
            || key.equals("lease_max")
            || key.equals("ttl_max")
            || key.endsWith("_period")
            || key.endsWith("_ttl")
            || key.endsWith("_duration");
    return duration && value instanceof Json.Number number
        ? number.asLong().map(GoText::seconds).orElse(number.literal())
        : of(value);
  }

  /** {@code 3600} as {@code 1h}, {@code 90} as {@code 1m30s}. */
  public static String seconds(long seconds) {
    if (seconds == 0) {
      return "0s";
    }
    String text = Durations.text(Duration.ofSeconds(seconds));
    if (text.endsWith("m0s")) {
      text = text.substring(0, text.length() - 2);
    }
    return text.endsWith("h0m") ? text.substring(0, text.length() - 2) : text;
  }

  /** {@code ["a" "b"]}, as policies are shown. */
  public static String quoted(List<String> values) {
    List<String> quoted = new ArrayList<>(values.size());
    for (String value : values) {
      quoted.add('"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
    }
    return "[" + String.join(" ", quoted) + "]";
  }

  private static String list(Json.Array array) {
    List<String> items = new ArrayList<>(array.items().size());
    for (Json item : array.items()) {
      items.add(of(item));
    }
    return "[" + String.join(" ", items) + "]";
  }

  private static String map(Json.Object object) {
    List<String> items = new ArrayList<>(object.members().size());
    new TreeMap<>(object.members()).forEach((key, value) -> items.add(key + ":" + of(value)));
    return "map[" + String.join(" ", items) + "]";
  }
}
