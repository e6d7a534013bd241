package dev.coffer.kit.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value (RFC 8259). Immutable. Since a value may be somebody's secret, {@code toString}
 * tells the shape and never the content; {@link JsonWriter} makes the text.
 */
public sealed interface Json {

  /** A string. */
  record Text(String value) implements Json {
    @Override
    public String toString() {
      return "Text[" + value.length() + "]";
    }
  }

  /** A number, kept as it was written: {@code 1.0} stays {@code 1.0} and 1e400 does not overflow. */
  record Number(String literal) implements Json {
    public Number {
      if (!JsonNumbers.isNumber(literal)) {
        throw new IllegalArgumentException("not a JSON number");
      }
    }

    /** The value as a long, or empty when it is no integer or does not fit. */
    public Optional<Long> asLong() {
      return JsonNumbers.asLong(literal);
    }

    @Override
    public String toString() {
      return "Number[" + literal.length() + "]";
    }
  }

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements Json {
    @Override
    public String toString() {
      return "Bool";
    }
  }

  /** {@code null}. */
  record Null() implements Json {}

  /** An array. */
  record Array(List<Json> items) implements Json {
    public Array {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return "Array[" + items.size() + "]";
    }
  }

  /** An object; the members keep the order in which they were written. */
  record Object(Map<String, Json> members) implements Json {
    private static final Object EMPTY = new Object(Map.of());

    public Object {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    public static Object empty() {
      return EMPTY;
    }

    public boolean has(String name) {
      return members.containsKey(name);
    }

    public Optional<Json> get(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /** The string of that name, or empty when it is missing or of another type. */
    public Optional<String> text(String name) {
      return members.get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /** The object of that name, or empty when it is missing or of another type. */
    public Optional<Object> object(String name) {
      return members.get(name) instanceof Object object ? Optional.of(object) : Optional.empty();
    }

    /** The array of that name, or empty when it is missing or of another type. */
    public Optional<Array> array(String name) {
      return members.get(name) instanceof Array array ? Optional.of(array) : Optional.empty();
    }

    /** The integer of that name, or empty when it is missing or of another type. */
    public Optional<Long> integer(String name) {
      return members.get(name) instanceof Number number ? number.asLong() : Optional.empty();
    }

    /** The boolean of that name, or empty when it is missing or of another type. */
    public Optional<Boolean> bool(String name) {
      return members.get(name) instanceof Bool bool ? Optional.of(bool.value()) : Optional.empty();
    }

    @Override
    public String toString() {
      return "Object[" + members.size() + "]";
    }
  }

  static Json text(@Nullable String value) {
    return value == null ? new Null() : new Text(value);
  }

  static Json number(long value) {
    return new Number(Long.toString(value));
  }

  static Json bool(boolean value) {
    return new Bool(value);
  }

  static Json ofNull() {
    return new Null();
  }

  static Array texts(Collection<String> values) {
    List<Json> items = new ArrayList<>(values.size());
    for (String value : values) {
      items.add(new Text(value));
    }
    return new Array(items);
  }

  /** An object of strings, as metadata maps are. */
  static Object textMap(Map<String, String> values) {
    Map<String, Json> members = new LinkedHashMap<>();
    values.forEach((name, value) -> members.put(name, new Text(value)));
    return new Object(members);
  }

  /** Starts an object: {@code Json.object().put("a", 1).build()}. */
  static Builder object() {
    return new Builder();
  }

  /** Collects the members of an object, in order. */
  final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    public Builder put(String name, Json value) {
      members.put(name, value);
      return this;
    }

    /** A null value becomes JSON null. */
    public Builder put(String name, @Nullable String value) {
      return put(name, text(value));
    }

    public Builder put(String name, long value) {
      return put(name, number(value));
    }

    public Builder put(String name, boolean value) {
      return put(name, bool(value));
    }

    public Builder putAll(Object object) {
      members.putAll(object.members());
      return this;
    }

    public Object build() {
      return new Object(members);
    }
  }
}
