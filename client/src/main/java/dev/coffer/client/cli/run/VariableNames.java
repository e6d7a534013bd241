package dev.coffer.client.cli.run;

import dev.coffer.client.cli.args.UsageException;
import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a secret's keys become names of environment variables: letters are upper-cased, everything but
 * {@code A-Z}, {@code 0-9} and {@code _} becomes {@code _}, a name that would begin with a digit gets
 * a {@code _} in front, and the prefix comes first as it is. Two keys with the same name are refused:
 * one would hide the other.
 */
public final class VariableNames {
  private VariableNames() {}

  /** The name for one key. */
  public static String of(String key) {
    StringBuilder name = new StringBuilder(key.length() + 1);
    key.toUpperCase(Locale.ROOT)
        .codePoints()
        .forEach(c -> name.append(isPlain(c) ? (char) c : '_'));
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      name.insert(0, '_');
    }
    return name.toString();
  }

  private static boolean isPlain(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  /**
   * The variables of a secret.
   *
   * @param only the keys to take, or none for all
   * @throws UsageException if two keys get one name, or a wanted key is not there
   */
  public static Map<String, String> variables(Json.Object secret, List<String> only, String prefix) {
    if (!prefix.isEmpty() && !prefix.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new UsageException("-prefix may hold letters, digits and _ and must not begin with a digit");
    }
    List<String> keys = only.isEmpty() ? new ArrayList<>(secret.members().keySet()) : only;
    Map<String, String> variables = new LinkedHashMap<>();
    Map<String, String> origins = new HashMap<>();
    for (String key : keys) {
      Json value = secret.get(key).orElseThrow(() -> new UsageException("the secret has no key " + key));
      String name = prefix + of(key);
      String other = origins.putIfAbsent(name, key);
      if (other != null && !other.equals(key)) {
        throw new UsageException(
            "the keys " + other + " and " + key + " would both become " + name + ": choose one with -only-secrets");
      }
      variables.put(name, text(value));
    }
    return variables;
  }

  /** Strings as they are; anything else as its JSON. */
  private static String text(Json value) {
    return value instanceof Json.Text text ? text.value() : JsonWriter.text(value);
  }
}
