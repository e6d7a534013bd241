package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonException;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import dev.coffer.server.failure.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the routes of database mounts share. */
final class DatabaseWire {
  private static final JsonReader READER = new JsonReader(JsonLimits.TRUSTED);

  private DatabaseWire() {}

  /**
   * Statements: an array, or text that is one statement or several. Commas part nothing here. Text may
   * also be an array written as JSON, or either in base64, as in Vault.
   */
  static List<String> statements(RequestFields request, String name, List<String> otherwise) {
    return request.fields().get(name).filter(value -> !(value instanceof Json.Null)).map(value -> statements(name, value)).orElse(otherwise);
  }

  private static List<String> statements(String name, Json value) {
    return switch (value) {
      case Json.Text text -> ofText(name, PolicyRoutes.plain(text.value()));
      case Json.Array array -> {
        List<String> statements = new ArrayList<>();
        for (Json item : array.items()) {
          if (!(item instanceof Json.Text text)) {
            throw wrong(name);
          }
          if (!text.value().isBlank()) {
            statements.add(text.value());
          }
        }
        yield statements;
      }
      case Json.Number _, Json.Bool _, Json.Null _, Json.Object _ -> throw wrong(name);
    };
  }

  private static List<String> ofText(String name, String text) {
    if (text.stripLeading().startsWith("[")) {
      try {
        return statements(name, READER.read(text.getBytes(StandardCharsets.UTF_8)));
      } catch (JsonException _) {
        throw wrong(name);
      }
    }
    return text.isBlank() ? List.of() : List.of(text);
  }

  /** {@code password_policy} of {@code credential_config}. */
  static String passwordPolicy(RequestFields request, String otherwise) {
    return request.textMap("credential_config").map(config -> config.getOrDefault("password_policy", "")).orElse(otherwise);
  }

  static int integer(RequestFields request, String name, int otherwise) {
    long value = request.integer(name, otherwise);
    if (value < 0 || value > 1_000_000) {
      throw Refused.malformed(name + " is from 0 to 1000000");
    }
    return (int) value;
  }

  private static Refused wrong(String name) {
    return Refused.malformed(name + " must be statements: a text, or a list of texts");
  }
}
