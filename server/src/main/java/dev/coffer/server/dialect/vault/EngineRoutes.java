package dev.coffer.server.dialect.vault;

import dev.coffer.server.engine.Engine;
import java.util.Optional;

/** Which table serves the mounts of which engine. */
public record EngineRoutes<E extends Engine>(Class<E> type, RouteTable<E> table) {

  /** The route of a mounted engine for a verb on a path below its mount. */
  Optional<RouteTable.Match<Sys>> match(Engine engine, Verb verb, String path) {
    if (!type.isInstance(engine)) {
      return Optional.empty();
    }
    E mine = type.cast(engine);
    return table
        .match(verb, path)
        .map(found -> new RouteTable.Match<>(found.route().bind(mine), found.captures()));
  }

  boolean serves(Engine engine, String path) {
    return type.isInstance(engine) && table.serves(path);
  }
}
