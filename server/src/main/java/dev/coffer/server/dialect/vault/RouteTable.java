package dev.coffer.server.dialect.vault;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All routes of an engine. The most specific pattern wins, whatever the order of the lines. */
public final class RouteTable<E> {
  private final List<Route<E>> routes;
  private final Map<String, List<Route<E>>> byFirstSegment = new HashMap<>();

  /** A route that fits, with what its pattern captured. */
  record Match<E>(Route<E> route, Map<String, String> captures) {}

  @SafeVarargs
  public static <E> RouteTable<E> of(Route<E>... routes) {
    List<Route<E>> lines = new ArrayList<>(routes.length);
    for (Route<E> route : routes) {
      lines.add(route);
    }
    return new RouteTable<>(lines);
  }

  /**
   * A table of these lines.
   *
   * @throws IllegalArgumentException when two lines serve the same verb on patterns of one shape
   */
  public RouteTable(List<Route<E>> routes) {
    this.routes =
        routes.stream().sorted(Comparator.comparing(route -> route.pattern().specificity())).toList();
    Set<String> seen = new HashSet<>();
    for (Route<E> route : this.routes) {
      if (!seen.add(route.verb() + route.pattern().shape())) {
        throw new IllegalArgumentException("two routes for " + route.verb() + " " + route.pattern());
      }
      byFirstSegment.computeIfAbsent(firstSegment(route.pattern().toString()), _ -> new ArrayList<>()).add(route);
    }
  }

  /** These routes with the engine they serve; in a table of another engine they still serve this one. */
  public <F> RouteTable<F> bind(E engine) {
    return new RouteTable<>(routes.stream().map(route -> route.<F>bind(engine)).toList());
  }

  @SafeVarargs
  public static <E> RouteTable<E> join(RouteTable<E>... tables) {
    List<Route<E>> all = new ArrayList<>();
    for (RouteTable<E> table : tables) {
      all.addAll(table.routes);
    }
    return new RouteTable<>(all);
  }

  public List<Route<E>> routes() {
    return routes;
  }

  /**
   * The route for a verb on a path below the mount.
   *
   * @param path without a slash at either end
   */
  Optional<Match<E>> match(Verb verb, String path) {
    Optional<Match<E>> fixed = match(verb, path, firstSegment(path));
    return fixed.isPresent() ? fixed : match(verb, path, CAPTURED);
  }

  private Optional<Match<E>> match(Verb verb, String path, String first) {
    for (Route<E> route : byFirstSegment.getOrDefault(first, List.of())) {
      if (route.verb() == verb) {
        Optional<Map<String, String>> captures = route.pattern().match(path, verb.asksFolder());
        if (captures.isPresent()) {
          return Optional.of(new Match<>(route, captures.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether some verb is served there: tells an unsupported operation from an unsupported path. */
  boolean serves(String path) {
    for (Verb verb : Verb.values()) {
      if (match(verb, path).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static final String CAPTURED = "{";

  private static String firstSegment(String path) {
    if (path.startsWith(CAPTURED)) {
      return CAPTURED;
    }
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
