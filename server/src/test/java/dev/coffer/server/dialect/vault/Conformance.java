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

/** A file of exchanges, as conformance/README.md describes it. */
record Conformance(Map<String, String> header, List<Exchange> exchanges) {
  private static final Set<String> HEADER_KEYS = Set.of("source", "shows");
  private static final JsonReader READER = new JsonReader(JsonLimits.REQUEST);
  private static final String ANY = "{{any}}";
  private static final String REST = "*";

  /** Head lines and a body. */
  record Part(String first, Map<String, List<String>> headers, String body) {}

  /** A request and what is expected. */
  record Exchange(Part request, Part response) {}

  static Conformance parse(String text) {
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
  static Optional<String> difference(String expected, String actual) {
    if (expected.isEmpty()) {
      return actual.isEmpty() ? Optional.empty() : Optional.of("a body where none was expected");
    }
    return difference("$", READER.read(expected), READER.read(actual));
  }

  private static Optional<String> difference(String at, Json expected, Json actual) {
    if (expected.equals(new Json.Text(ANY))) {
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
}
