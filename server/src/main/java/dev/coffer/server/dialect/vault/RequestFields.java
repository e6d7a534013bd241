package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.time.Durations;
import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.MountFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a request, typed as they are read. Types are as forgiving as Vault's (a number may
 * be written as a string); what does not fit is {@code Malformed} and never echoed. JSON {@code null}
 * counts as missing. What the path captured is a field too and wins, as in Vault.
 */
public abstract sealed class RequestFields permits VaultRequest, LoginRequest, BareRequest {
  private final RequestFacts facts;

  RequestFields(RequestFacts facts) {
    this.facts = facts;
  }

  final RequestFacts facts() {
    return facts;
  }

  /** The request id that the answer and the audit record carry. */
  public final String id() {
    return facts.id();
  }

  /**
   * The whole path without {@code /v1/}, as policies see it: {@code secret/data/a}. For LIST and
   * SCAN it ends with a slash: {@code secret/metadata/a/}.
   */
  public final String path() {
    return facts.path();
  }

  public final MountFacts mount() {
    return facts.mount();
  }

  public final WirePeer peer() {
    return facts.peer();
  }

  /** What {@code {name}} or {@code {name...}} of the pattern stood for, without slash at either end. */
  public final String capture(String name) {
    String value = facts.captures().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the pattern captures no " + name);
    }
    return value;
  }

  /** All fields as they were sent, for routes whose fields are data. */
  public final Json.Object fields() {
    return facts.parameters();
  }

  public final boolean has(String name) {
    return json(name).isPresent();
  }

  /** Any value but null; what the path captured wins over a field of that name. */
  public final Optional<Json> json(String name) {
    String captured = facts.captures().get(name);
    if (captured != null) {
      return Optional.of(new Json.Text(captured));
    }
    return facts.parameters().get(name).filter(value -> !(value instanceof Json.Null));
  }

  public final Optional<String> text(String name) {
    return json(name).map(value -> asText(name, value));
  }

  public final String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  /** A field that must be there and not empty. */
  public final String requiredText(String name) {
    return text(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> Refused.malformed("missing '" + name + "'"));
  }

  public final Optional<Long> integer(String name) {
    return json(name).map(value -> asInteger(name, value));
  }

  public final long integer(String name, long otherwise) {
    return integer(name).orElse(otherwise);
  }

  public final Optional<Boolean> bool(String name) {
    return json(name).map(value -> asBool(name, value));
  }

  public final boolean bool(String name, boolean otherwise) {
    return bool(name).orElse(otherwise);
  }

  /** A duration that is not negative: seconds as a number or string, or {@code "1h30m"}. */
  public final Optional<Duration> duration(String name) {
    Optional<Duration> duration = signedDuration(name);
    if (duration.isPresent() && duration.get().isNegative()) {
      throw Refused.malformed("cannot provide a negative duration in field \"" + name + "\"");
    }
    return duration;
  }

  public final Optional<Duration> signedDuration(String name) {
    return json(name).map(value -> asDuration(name, value));
  }

  /** An array of strings, or one string split at its commas. Blanks around items are dropped. */
  public final Optional<List<String>> list(String name) {
    return json(name).map(value -> asList(name, value));
  }

  public final Optional<Json.Object> object(String name) {
    return json(name)
        .map(
            value -> {
              if (value instanceof Json.Object object) {
                return object;
              }
              throw wrongType(name, "an object");
            });
  }

  /** An object of strings; {@code "a=b,c=d"} and {@code ["a=b"]} are taken too, as Vault does. */
  public final Optional<Map<String, String>> textMap(String name) {
    return json(name).map(value -> asTextMap(name, value));
  }

  private static String asText(String name, Json value) {
    return switch (value) {
      case Json.Text text -> text.value();
      case Json.Number number -> number.literal();
      case Json.Bool bool -> Boolean.toString(bool.value());
      case Json.Null _, Json.Array _, Json.Object _ -> throw wrongType(name, "a string");
    };
  }

  private static long asInteger(String name, Json value) {
    Optional<Long> number =
        switch (value) {
          case Json.Number literal -> literal.asLong();
          case Json.Text text when text.value().length() <= 20 && text.value().matches("-?[0-9]+") ->
              new Json.Number(text.value()).asLong();
          case Json.Text _, Json.Bool _, Json.Null _, Json.Array _, Json.Object _ -> Optional.empty();
        };
    return number.orElseThrow(() -> wrongType(name, "an integer"));
  }

  private static boolean asBool(String name, Json value) {
    if (value instanceof Json.Bool bool) {
      return bool.value();
    }
    return switch (asText(name, value)) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False", "" -> false;
      default -> throw wrongType(name, "a boolean");
    };
  }

  private static Duration asDuration(String name, Json value) {
    return (value instanceof Json.Bool ? Optional.<Duration>empty() : Durations.parse(asText(name, value)))
        .orElseThrow(() -> wrongType(name, "a duration, such as 3600 or \"1h\""));
  }

  private static List<String> asList(String name, Json value) {
    List<String> items = new ArrayList<>();
    if (value instanceof Json.Array array) {
      for (Json item : array.items()) {
        items.add(asText(name, item).strip());
      }
      return items;
    }
    for (String item : asText(name, value).split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }

  private static Map<String, String> asTextMap(String name, Json value) {
    Map<String, String> map = new LinkedHashMap<>();
    if (value instanceof Json.Object object) {
      object.members().forEach((key, member) -> map.put(key, asText(name, member)));
      return map;
    }
    for (String pair : asList(name, value)) {
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw wrongType(name, "an object of strings");
      }
      map.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return map;
  }

  private static Refused wrongType(String name, String wanted) {
    return Refused.malformed("Field validation failed: error converting input for field \"" + name + "\": want " + wanted);
  }
}
