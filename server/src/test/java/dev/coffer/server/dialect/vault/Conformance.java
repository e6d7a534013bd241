package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of exchanges, as conformance/README.md describes it. */
public record Conformance(Map<String, String> header, List<Exchange> exchanges) {
  private static final Set<String> HEADER_KEYS = Set.of("source", "shows");
  private static final JsonReader READER = new JsonReader(JsonLimits.REQUEST);
  private static final String ANY = "{{any}}";
  private static final String REST = "*";

  /** Matches any text, which later exchanges of the file name without the {@code =}. */
  private static final Pattern CAPTURE = Pattern.compile("\\{\\{=([a-z]+)}}");

  /** Head lines and a body. */
  public record Part(String first, Map<String, List<String>> headers, String body) {}

  /** A request and what is expected. */
  public record Exchange(Part request, Part response) {}

  public static Conformance parse(String text) {
    Map<String, String> header = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("# ") && rest.isEmpty()) {
        int colon = line.indexOf(": ");
        header.put(line.substring(2, colon), line.substring(colon + 2));
      } else if (!line.isEmpty() || !rest.isEmpty()) {
        rest.add(line);
      }
    }
    if (!header.keySet().equals(HEADER_KEYS)) {
      throw new IllegalArgumentException("the header must have exactly " + HEADER_KEYS);
    }
    List<Exchange> exchanges = new ArrayList<>();
    for (String exchange : String.join("\n", rest).split("\n===\n", -1)) {
      String[] sides = exchange.split("\n--- ", -1);
      if (sides.length != 2) {
        throw new IllegalArgumentException("an exchange has one request and one answer");
      }
      exchanges.add(new Exchange(part(sides[0]), part(sides[1])));
    }
    return new Conformance(header, exchanges);
  }

  private static Part part(String text) {
    String[] headAndBody = text.strip().split("\n\n", 2);
    List<String> head = headAndBody[0].lines().toList();
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : head.subList(1, head.size())) {
      int colon = line.indexOf(": ");
      headers.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>()).add(line.substring(colon + 2));
    }
    return new Part(head.getFirst(), headers, headAndBody.length < 2 ? "" : headAndBody[1]);
  }

  /** What is wrong with a body, or empty when it is as expected. */
  public static Optional<String> difference(String expected, String actual) {
    if (expected.isEmpty()) {
      return actual.isEmpty() ? Optional.empty() : Optional.of("a body where none was expected");
    }
    return difference("$", READER.read(expected), READER.read(actual));
  }

  private static Optional<String> difference(String at, Json expected, Json actual) {
    if (expected.equals(new Json.Text(ANY)) || captured(expected).isPresent()) {
      return Optional.empty();
    }
    if (expected instanceof Json.Object wanted && actual instanceof Json.Object got) {
      return differenceOfObjects(at, wanted, got);
    }
    if (expected instanceof Json.Array wanted && actual instanceof Json.Array got
        && wanted.items().size() == got.items().size()) {
      for (int i = 0; i < wanted.items().size(); i++) {
        Optional<String> found = difference(at + "[" + i + "]", wanted.items().get(i), got.items().get(i));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    return expected.equals(actual) ? Optional.empty() : Optional.of(at + " differs");
  }

  private static Optional<String> differenceOfObjects(String at, Json.Object wanted, Json.Object got) {
    for (Map.Entry<String, Json> member : wanted.members().entrySet()) {
      if (member.getKey().equals(REST)) {
        continue;
      }
      Optional<Json> value = got.get(member.getKey());
      Optional<String> found =
          value.isEmpty()
              ? Optional.of(at + "." + member.getKey() + " is missing")
              : difference(at + "." + member.getKey(), member.getValue(), value.get());
      if (found.isPresent()) {
        return found;
      }
    }
    return got.members().keySet().stream()
        .filter(name -> !wanted.has(name) && !wanted.has(REST))
        .findFirst()
        .map(name -> at + "." + name + " was not expected");
  }

  /** The texts that an answer gives for the names its expectation captures. */
  public static Map<String, String> captures(String expected, String actual) {
    Map<String, String> found = new LinkedHashMap<>();
    if (!expected.isEmpty()) {
      capture(READER.read(expected), READER.read(actual), found);
    }
    return found;
  }

  private static void capture(Json expected, Json actual, Map<String, String> found) {
    if (actual instanceof Json.Text text) {
      captured(expected).ifPresent(name -> found.put(name, text.value()));
    }
    if (expected instanceof Json.Object wanted && actual instanceof Json.Object got) {
      wanted.members().forEach(
          (name, value) -> got.get(name).ifPresent(given -> capture(value, given, found)));
    }
  }

  private static Optional<String> captured(Json expected) {
    return expected instanceof Json.Text text
        ? Optional.of(CAPTURE.matcher(text.value())).filter(Matcher::matches).map(match -> match.group(1))
        : Optional.empty();
  }
}
