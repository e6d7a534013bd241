package dev.coffer.server.gate.audit;

import dev.coffer.kit.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/** Writes somebody's data into a record: every string as its keyed hash, names as they are. */
final class ValueHider {
  private final Hasher hasher;
  private final boolean raw;

  /**
   * @param raw write everything as it is ({@code log_raw})
   */
  ValueHider(Hasher hasher, boolean raw) {
    this.hasher = hasher;
    this.raw = raw;
  }

  String hidden(String value) {
    return raw ? value : hasher.hash(value);
  }

  String hiddenBytes(byte[] utf8) {
    return raw ? new String(utf8, StandardCharsets.UTF_8) : hasher.hash(utf8);
  }

  /**
   * @param clear names whose strings are written as they are, at any depth, as in Vault
   * @param counted members of the top that are told by their number (elided lists)
   */
  void object(RecordBuffer out, Json.Object object, Set<String> clear, Set<String> counted) {
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      out.name(member.getKey());
      boolean elided = counted.contains(member.getKey());
      if (elided && member.getValue() instanceof Json.Array array) {
        out.literal(Integer.toString(array.items().size()));
      } else if (elided && member.getValue() instanceof Json.Object map) {
        out.literal(Integer.toString(map.members().size()));
      } else {
        value(out, member.getValue(), clear, clear.contains(member.getKey()));
      }
    }
  }

  // Bounded by the depth of what was read: JsonLimits.
  private void value(RecordBuffer out, Json value, Set<String> clear, boolean isClear) {
    switch (value) {
      case Json.Text text -> out.text(isClear ? text.value() : hidden(text.value()));
      case Json.Number number -> out.literal(number.literal());
      case Json.Bool bool -> out.literal(Boolean.toString(bool.value()));
      case Json.Null _ -> out.literal("null");
      case Json.Array array -> {
        out.openArray();
        array.items().forEach(item -> value(out, item, clear, isClear));
        out.closeArray();
      }
      case Json.Object object -> {
        out.open();
        object(out, object, clear, Set.of());
        out.close();
      }
    }
  }
}
