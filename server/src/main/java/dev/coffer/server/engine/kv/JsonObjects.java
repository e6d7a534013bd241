package dev.coffer.server.engine.kv;

import dev.coffer.kit.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is done with a secret's object: merging a patch, and telling its names. */
final class JsonObjects {
  private JsonObjects() {}

  /** JSON Merge Patch (RFC 7396) of an object with an object. */
  static Json.Object merged(Json.Object target, Json.Object patch) {
    Map<String, Json> members = new LinkedHashMap<>(target.members());
    patch.members().forEach((name, change) -> merge(members, name, change));
    return new Json.Object(members);
  }

  // Recursion is bounded by the depth of the patch, which its reader limits.
  private static void merge(Map<String, Json> members, String name, Json change) {
    switch (change) {
      case Json.Null _ -> members.remove(name);
      case Json.Object object -> {
        Json under = members.getOrDefault(name, Json.ofNull());
        Json.Object target =
            under instanceof Json.Object inner ? inner : Json.Object.empty();
        members.put(name, merged(target, object));
      }
      case Json.Text _, Json.Number _, Json.Bool _, Json.Array _ -> members.put(name, change);
    }
  }

  /**
   * The names in an object, with null for every value that is no object.
   *
   * @param depth how many levels, 0 for all; what lies deeper is null
   */
  static Json.Object names(Json.Object object, int depth) {
    return names(object, depth, 1);
  }

  private static Json.Object names(Json.Object object, int depth, int level) {
    Map<String, Json> members = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, value) -> {
              boolean further = depth == 0 || level < depth;
              Json told =
                  further && value instanceof Json.Object inner && !inner.members().isEmpty()
                      ? names(inner, depth, level + 1)
                      : Json.ofNull();
              members.put(name, told);
            });
    return new Json.Object(members);
  }
}
