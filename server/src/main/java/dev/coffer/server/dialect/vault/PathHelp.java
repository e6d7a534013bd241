package dev.coffer.server.dialect.vault;

import dev.coffer.kit.json.Json;
import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.gate.Answer;
import java.util.List;
import java.util.Map;

/** What {@code vault path-help} shows: the lines of the table that serve a path. */
final class PathHelp {
  private final VaultRouter router;

  PathHelp(VaultRouter router) {
    this.router = router;
  }

  /** A route that tells about a path to anybody who is known; knowing the API is no secret. */
  VaultRouter.Found find(String path, WirePeer.Listener listener) {
    StringBuilder text = new StringBuilder();
    VaultRouter.Found last = router.find(Verb.READ, path, listener);
    for (Verb verb : Verb.values()) {
      VaultRouter.Found found = router.find(verb, path, listener);
      if (found.isServed()) {
        describe(found.route(), text);
      }
    }
    if (text.isEmpty()) {
      overview(router.linesAt(path), text);
    }
    Route<Sys> route =
        Route.unserved(Verb.HELP, (_, request) -> request.pass(List.of(), () -> false, _ -> help(path, text)))
            .plain()
            .allowingSlash();
    return new VaultRouter.Found(route, Map.of(), last.mount());
  }

  private static Answer help(String path, StringBuilder text) {
    if (text.isEmpty()) {
      throw new WireRefused(404, "no handler for route \"" + path + "\". route entry not found.");
    }
    return Answer.of(
        Json.object()
            .put("help", text.toString())
            .put("see_also", Json.ofNull())
            .put("openapi", Json.ofNull())
            .build());
  }

  /** What can be asked of a mount. */
  private static void overview(List<Route<?>> lines, StringBuilder text) {
    if (lines.isEmpty()) {
      return;
    }
    text.append("PATHS\n\n    Ask for help on one of them to see what it takes.\n\n");
    for (Route<?> line : lines) {
      text.append("    ").append(line.verb()).append(' ').append(line.pattern()).append("\n        ")
          .append(line.summary()).append("\n\n");
    }
  }

  private static void describe(Route<Sys> route, StringBuilder text) {
    text.append(route.verb()).append(' ').append(route.pattern()).append("\n\n    ")
        .append(route.summary()).append("\n\n");
    for (Field field : route.fields()) {
      text.append("    ").append(field.name()).append(" (").append(field.type().openApi()).append(")\n        ")
          .append(field.description()).append("\n\n");
    }
  }
}
