package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The verb a method and a query stand for together, and what remains of the query. POST and PUT are
 * one verb; GET becomes LIST, SCAN or HELP by {@code list=true}, {@code scan=true}, {@code help=1}.
 */
record Asked(Verb verb, Json.Object query) {

  static Asked of(String method, String rawQuery) {
    Json.Object query = rawQuery.isEmpty() ? Json.Object.empty() : VaultFields.query(rawQuery);
    return switch (method) {
      case "GET", "HEAD" -> read(query);
      case "POST", "PUT" -> new Asked(Verb.WRITE, query);
      case "PATCH" -> new Asked(Verb.PATCH, query);
      case "DELETE" -> new Asked(Verb.DELETE, query);
      case "LIST" -> new Asked(Verb.LIST, without(query, "list"));
      case "SCAN" -> new Asked(Verb.SCAN, without(query, "scan"));
      default -> throw new WireRefused(405, "unsupported method");
    };
  }

  private static Asked read(Json.Object query) {
    boolean list = flag(query, "list");
    boolean scan = flag(query, "scan");
    if (list && scan) {
      throw Refused.malformed("a request lists or scans, not both");
    }
    if (flag(query, "help")) {
      return new Asked(Verb.HELP, Json.Object.empty());
    }
    Json.Object rest = without(without(query, "list"), "scan");
    return new Asked(list ? Verb.LIST : scan ? Verb.SCAN : Verb.READ, rest);
  }

  private static boolean flag(Json.Object query, String name) {
    if (!query.has(name)) {
      return false;
    }
    return switch (query.text(name).orElse("?")) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False", "" -> false;
      default -> throw Refused.malformed("\"" + name + "\" in the query must be true or false");
    };
  }

  private static Json.Object without(Json.Object query, String name) {
    if (!query.has(name)) {
      return query;
    }
    Map<String, Json> rest = new LinkedHashMap<>(query.members());
    rest.remove(name);
    return new Json.Object(rest);
  }
}
