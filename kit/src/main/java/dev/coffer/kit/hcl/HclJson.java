package dev.coffer.kit.hcl;

import dev.coffer.kit.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns HCL values into JSON ones, where places no longer matter. */
public final class HclJson {
  private HclJson() {}

  /** Labels become nested objects; a name that stands twice is refused. */
  public static Json of(Hcl value) {
    return switch (value) {
      case Hcl.Text text -> new Json.Text(text.value());
      case Hcl.Number number -> new Json.Number(number.literal());
      case Hcl.Bool bool -> new Json.Bool(bool.value());
      case Hcl.Null _ -> new Json.Null();
      case Hcl.Items items -> array(items);
      case Hcl.Body body -> object(body);
    };
  }

  private static Json array(Hcl.Items items) {
    List<Json> values = new ArrayList<>(items.values().size());
    for (Hcl value : items.values()) {
      values.add(of(value));
    }
    return new Json.Array(values);
  }

  private static Json object(Hcl.Body body) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (Hcl.Entry entry : body.entries()) {
      Json value = of(entry.value());
      for (Hcl.Label label : entry.labels().reversed()) {
        value = Json.object().put(label.text(), value).build();
      }
      if (members.putIfAbsent(entry.name(), value) != null) {
        throw new HclException(entry.place(), "this name has a value already in the same block");
      }
    }
    return new Json.Object(members);
  }
}
