package dev.coffer.server.dialect.vault;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The path of a route below its mount: fixed segments, {@code {name}} for one segment, and at the end
 * {@code {name...}} for one segment or more. For LIST and SCAN the last capture may be empty: the
 * folder itself.
 */
public final class PathPattern {
  private final String text;
  private final List<Part> parts;

  private sealed interface Part {
    record Fixed(String segment) implements Part {}

    record One(String name) implements Part {}

    record Rest(String name) implements Part {}
  }

  private PathPattern(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  static PathPattern of(String text) {
    List<Part> parts = new ArrayList<>();
    for (String segment : segments(text)) {
      if (!parts.isEmpty() && parts.getLast() instanceof Part.Rest) {
        throw new IllegalArgumentException("nothing may follow {…...} in " + text);
      }
      parts.add(part(segment));
    }
    return new PathPattern(text, parts);
  }

  private static Part part(String segment) {
    if (!segment.startsWith("{")) {
      return new Part.Fixed(segment);
    }
    String name = segment.substring(1, segment.length() - 1);
    return name.endsWith("...")
        ? new Part.Rest(name.substring(0, name.length() - 3))
        : new Part.One(name);
  }

  private static List<String> segments(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split("/", -1));
  }

  /** The captures, or empty when the path is another; the path has no slash at either end. */
  Optional<Map<String, String>> match(String path, boolean folder) {
    List<String> segments = segments(path);
    Map<String, String> captures = new LinkedHashMap<>();
    for (int at = 0; at < parts.size(); at++) {
      switch (parts.get(at)) {
        case Part.Fixed(String fixed) -> {
          if (at >= segments.size() || !segments.get(at).equals(fixed)) {
            return Optional.empty();
          }
        }
        case Part.One(String name) -> {
          if (at >= segments.size()) {
            return Optional.empty();
          }
          captures.put(name, segments.get(at));
        }
        case Part.Rest(String name) -> {
          if (at >= segments.size() && !folder) {
            return Optional.empty();
          }
          captures.put(name, at >= segments.size() ? "" : String.join("/", segments.subList(at, segments.size())));
          return Optional.of(captures);
        }
      }
    }
    return segments.size() == parts.size() ? Optional.of(captures) : Optional.empty();
  }

  /** The names captured, in order. */
  List<String> captures() {
    List<String> names = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Fixed _ -> {}
        case Part.One(String name) -> names.add(name);
        case Part.Rest(String name) -> names.add(name);
      }
    }
    return names;
  }

  /** As OpenAPI writes it: {@code data/{path}}. */
  String openApi() {
    return text.replace("...}", "}");
  }

  /** Two patterns of one shape match the same paths. */
  String shape() {
    StringBuilder shape = new StringBuilder();
    for (Part part : parts) {
      shape.append('/').append(switch (part) {
        case Part.Fixed(String segment) -> segment;
        case Part.One _ -> "{}";
        case Part.Rest _ -> "{...}";
      });
    }
    return shape.toString();
  }

  /** Sorts fixed segments before captures and captures before rests: the most specific comes first. */
  String specificity() {
    StringBuilder order = new StringBuilder();
    for (Part part : parts) {
      order.append(switch (part) {
        case Part.Fixed _ -> '0';
        case Part.One _ -> '1';
        case Part.Rest _ -> '2';
      });
    }
    return order.toString();
  }

  @Override
  public String toString() {
    return text;
  }
}
