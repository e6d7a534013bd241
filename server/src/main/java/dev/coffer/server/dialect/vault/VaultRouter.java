package dev.coffer.server.dialect.vault;

import dev.coffer.server.dialect.WirePeer;
import dev.coffer.server.engine.Engine;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.MountFacts;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.mount.Mounted;
import dev.coffer.server.mount.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From a verb and a path to the line of a table that serves it, and the mount it belongs to. */
final class VaultRouter {
  private static final String SYS = "sys/";
  private static final String TOKEN = "auth/token/";
  private static final Sys BOUND = new Sys();
  private static final MountFacts SYS_FACTS = builtIn(SYS, "system", "secret");
  private static final MountFacts TOKEN_FACTS = builtIn(TOKEN, "token", "auth");
  private static final MountFacts NOWHERE = builtIn("", "", "");

  private final VaultTables tables;
  private final Router mounts;

  /** A route with what it captured and the mount it serves. */
  record Found(Route<Sys> route, Map<String, String> captures, MountFacts mount) {

    /** False where the route only says that nothing is there. */
    boolean isServed() {
      return !route.summary().isEmpty();
    }

    private boolean folds() {
      return route.folding().test(BOUND);
    }

    /** With the names that were captured in the one spelling that counts. */
    Found folded() {
      if (!folds()) {
        return this;
      }
      Map<String, String> lower = new LinkedHashMap<>();
      captures.forEach((name, value) -> lower.put(name, value.toLowerCase(Locale.ROOT)));
      return new Found(route, lower, mount);
    }

    /** The whole path with what lies below the mount in that spelling. */
    String folded(String path) {
      int below = mount.point().length();
      return folds()
          ? path.substring(0, below) + path.substring(below).toLowerCase(Locale.ROOT)
          : path;
    }
  }

  VaultRouter(VaultTables tables, Router mounts) {
    this.tables = tables;
    this.mounts = mounts;
  }

  /**
   * Always finds something: a path that nothing serves gets a route that passes the gate like any
   * other and then says so, so that a stranger cannot tell what is mounted.
   *
   * @param path as {@link RequestFields#path}
   */
  Found find(Verb verb, String path, WirePeer.Listener listener) {
    if (path.startsWith(SYS)) {
      String rest = below(SYS, path);
      return open(listener, verb, rest)
          .or(() -> tables.sys().match(verb, rest))
          .map(found -> in(SYS_FACTS, found))
          .orElseGet(() -> missing(verb, SYS_FACTS, tables.sys().serves(rest)));
    }
    if (path.startsWith(TOKEN)) {
      String rest = below(TOKEN, path);
      return tables.token().match(verb, rest)
          .map(found -> in(TOKEN_FACTS, found))
          .orElseGet(() -> missing(verb, TOKEN_FACTS, tables.token().serves(rest)));
    }
    return mounts.route(path).map(mounted -> findIn(mounted, verb)).orElseGet(() -> nowhere(verb, path));
  }

  /** The lines of the table behind a mount's own path, none where it is no such path. */
  List<Route<?>> linesAt(String path) {
    String point = path + "/";
    return switch (point) {
      case SYS -> List.copyOf(tables.sys().routes());
      case TOKEN -> List.copyOf(tables.token().routes());
      default ->
          mounts.route(point).filter(mounted -> mounted.rest().isEmpty()).map(this::lines).orElse(List.of());
    };
  }

  private List<Route<?>> lines(Mounted mounted) {
    List<Route<?>> lines = new ArrayList<>();
    for (EngineRoutes<?> routes : tables.engines()) {
      if (routes.type().isInstance(mounted.engine())) {
        lines.addAll(routes.table().routes());
      }
    }
    return lines;
  }

  private Optional<RouteTable.Match<Sys>> open(WirePeer.Listener listener, Verb verb, String rest) {
    return listener.openMetrics() ? tables.openMetrics().match(verb, rest) : Optional.empty();
  }

  private Found findIn(Mounted mounted, Verb verb) {
    Engine engine = mounted.engine();
    String rest = withoutSlash(mounted.rest());
    boolean served = false;
    for (EngineRoutes<?> routes : tables.engines()) {
      Optional<RouteTable.Match<Sys>> match = routes.match(engine, verb, rest);
      if (match.isPresent()) {
        return in(mounted.facts(), match.get());
      }
      served |= routes.serves(engine, rest);
    }
    return missing(verb, mounted.facts(), served);
  }

  private static Found in(MountFacts mount, RouteTable.Match<Sys> match) {
    return new Found(match.route(), match.captures(), mount);
  }

  private static Found missing(Verb verb, MountFacts mount, boolean otherVerbServed) {
    return otherVerbServed
        ? refusing(verb, mount, new WireRefused(405, "1 error occurred:\n\t* unsupported operation\n\n"))
        : refusing(verb, mount, new WireRefused(404, "1 error occurred:\n\t* unsupported path\n\n"));
  }

  /** Clients look for these words. The path is told only to whom policy lets ask for it. */
  private static Found nowhere(Verb verb, String path) {
    return refusing(
        verb, NOWHERE, new WireRefused(404, "no handler for route \"" + path + "\". route entry not found."));
  }

  private static Found refusing(Verb verb, MountFacts mount, WireRefused words) {
    return new Found(Route.unserved(verb, (_, request) -> refuse(request, words)), Map.of(), mount);
  }

  private static Passed refuse(VaultRequest request, WireRefused words) {
    try {
      return request.pass(
          capability(request.facts().verb()),
          _ -> {
            throw new Refused(new Failure.Unsupported("path"));
          });
    } catch (Refused refused) {
      throw refused.failure() instanceof Failure.Unsupported ? words : refused;
    }
  }

  private static Capability capability(Verb verb) {
    return switch (verb) {
      case READ, HELP -> Capability.READ;
      case WRITE -> Capability.UPDATE;
      case PATCH -> Capability.PATCH;
      case DELETE -> Capability.DELETE;
      case LIST -> Capability.LIST;
      case SCAN -> Capability.SCAN;
    };
  }

  private static String below(String mount, String path) {
    return withoutSlash(path.substring(mount.length()));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static MountFacts builtIn(String point, String type, String kind) {
    return new MountFacts(point, type, "", kind, "", Set.of(), Set.of());
  }
}
