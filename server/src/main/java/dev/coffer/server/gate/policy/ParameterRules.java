package dev.coffer.server.gate.policy;

import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a rule demands of a request's own fields. Names are in lower case; an empty list of values
 * stands for any value, the name {@code *} for any name.
 *
 * @param allowed when not empty, no other field may be sent
 * @param required must be sent, under their names in lower case
 */
record ParameterRules(
    Map<String, List<Json>> allowed, Map<String, List<Json>> denied, Set<String> required) {
  static final ParameterRules NONE = new ParameterRules(Map.of(), Map.of(), Set.of());

  private static final String ANY_NAME = "*";

  ParameterRules {
    allowed = Map.copyOf(allowed);
    denied = Map.copyOf(denied);
    required = Set.copyOf(required);
  }

  /** Both together, as Vault merges rules of one path: lists unite, "any value" swallows a list. */
  ParameterRules and(ParameterRules other) {
    Set<String> bothRequired = new LinkedHashSet<>(required);
    bothRequired.addAll(other.required);
    return new ParameterRules(
        union(allowed, other.allowed), union(denied, other.denied), bothRequired);
  }

  private static Map<String, List<Json>> union(
      Map<String, List<Json>> left, Map<String, List<Json>> right) {
    Map<String, List<Json>> both = new LinkedHashMap<>(left);
    right.forEach(
        (name, values) ->
            both.merge(
                name,
                values,
                (before, more) -> {
                  if (before.isEmpty() || more.isEmpty()) {
                    return List.of();
                  }
                  List<Json> all = new ArrayList<>(before);
                  all.addAll(more);
                  return List.copyOf(all);
                }));
    return both;
  }

  boolean permit(Json.Object fields) {
    for (String name : required) {
      if (!fields.has(name)) {
        return false;
      }
    }
    return fields.members().isEmpty() || (nothingDenied(fields) && everythingAllowed(fields));
  }

  private boolean nothingDenied(Json.Object fields) {
    if (denied.containsKey(ANY_NAME)) {
      return false;
    }
    for (Map.Entry<String, Json> field : fields.members().entrySet()) {
      List<Json> values = denied.get(lower(field.getKey()));
      if (values != null && ParameterValues.denied(values, field.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean everythingAllowed(Json.Object fields) {
    if (allowed.isEmpty()) {
      return true;
    }
    boolean anyOther = allowed.containsKey(ANY_NAME);
    for (Map.Entry<String, Json> field : fields.members().entrySet()) {
      List<Json> values = allowed.get(lower(field.getKey()));
      if (values == null ? !anyOther : !ParameterValues.allowed(values, field.getValue())) {
        return false;
      }
    }
    return true;
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
