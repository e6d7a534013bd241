package dev.coffer.server.identity.jose;

import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How claims are found and read. */
public final class Claims {
  private static final int STEPS_MAX = 20;

  private Claims() {}

  /**
   * The claim of a name. A name that begins with {@code /} is a JSON pointer (RFC 6901), as in Vault.
   * JSON {@code null} counts as missing.
   */
  public static Optional<Json> find(Json.Object claims, String name) {
    Optional<Json> found = name.startsWith("/") ? at(claims, name) : claims.get(name);
    return found.filter(value -> !(value instanceof Json.Null));
  }

  private static Optional<Json> at(Json.Object claims, String pointer) {
    Optional<Json> here = Optional.of(claims);
    for (String step : pointer.substring(1).split("/", STEPS_MAX)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      here = here.flatMap(value -> step(value, name));
    }
    return here;
  }

  private static Optional<Json> step(Json value, String name) {
    return switch (value) {
      case Json.Object object -> object.get(name);
      case Json.Array array when name.matches("0|[1-9][0-9]{0,5}") ->
          array.items().stream().skip(Integer.parseInt(name)).findFirst();
      case Json.Array _, Json.Text _, Json.Number _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }

  /** One text, or those of a list; anything else in it is left out. */
  public static List<String> texts(Json value) {
    List<String> texts = new ArrayList<>();
    for (Json item : items(value)) {
      if (item instanceof Json.Text text) {
        texts.add(text.value());
      }
    }
    return texts;
  }

  /** The items of a list, or the value itself as the only one. */
  public static List<Json> items(Json value) {
    return value instanceof Json.Array array ? array.items() : List.of(value);
  }
}
