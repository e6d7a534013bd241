package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a request, from its query or its body, within limits. */
final class VaultFields {
  private static final int PAIRS_MAX = 1_000;

  private VaultFields() {}

  /** A query as Vault reads it: a name that stands more than once becomes an array. */
  static Json.Object query(String rawQuery) {
    return pairs(rawQuery, Percent.In.QUERY);
  }

  /**
   * A body; an empty one has no fields. Any content type may carry JSON ({@code curl -d} says it is
   * a form), so a form is only what says so and does not begin like JSON.
   *
   * @param json with the limits of the listener
   */
  static Json.Object body(byte[] body, boolean saysForm, JsonReader json) {
    if (isBlank(body)) {
      return Json.Object.empty();
    }
    if (saysForm && firstByte(body) != '{') {
      return pairs(new String(body, StandardCharsets.ISO_8859_1).strip(), Percent.In.FORM);
    }
    try {
      return json.readObject(body);
    } catch (JsonException bad) {
      throw Refused.malformed("failed to parse JSON input: " + bad.getMessage());
    }
  }

  private static Json.Object pairs(String raw, Percent.In in) {
    Map<String, List<Json>> values = new LinkedHashMap<>();
    int count = 0;
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (++count > PAIRS_MAX) {
        throw Refused.malformed("the request has too many parameters");
      }
      int equals = pair.indexOf('=');
      String name = Percent.decode(equals < 0 ? pair : pair.substring(0, equals), in);
      String value = equals < 0 ? "" : Percent.decode(pair.substring(equals + 1), in);
      values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(new Json.Text(value));
    }
    Json.Builder fields = Json.object();
    values.forEach(
        (name, all) -> fields.put(name, all.size() == 1 ? all.getFirst() : new Json.Array(all)));
    return fields.build();
  }

  private static boolean isBlank(byte[] body) {
    return firstByte(body) == 0;
  }

  /** The first byte that is no JSON white space, 0 when there is none. */
  private static byte firstByte(byte[] body) {
    for (byte b : body) {
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b == 0 ? 1 : b;
      }
    }
    return 0;
  }
}
