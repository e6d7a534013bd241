package dev.coffer.server.gate.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the most specific of the patterns with wildcards that match a path. Walks only along
 * segments that match, so rules that cannot match cost nothing. Built once, then only read.
 */
final class PatternTrie {

  private static final class Node {
    final Map<String, Node> named = new HashMap<>();
    @Nullable Node any;
    @Nullable Grant end;

    /** Rules that end in {@code *}, by what stands before it in their last segment. */
    final Map<String, Grant> opening = new HashMap<>();

    Tails<Grant> tails = Tails.of(Map.of());
  }

  private final Node root = new Node();

  PatternTrie(List<Grant> grants) {
    for (Grant grant : grants) {
      insert(grant);
    }
    freeze(root);
  }

  private void insert(Grant grant) {
    PathPattern pattern = grant.rule().pattern();
    List<String> segments = pattern.segments();
    int whole = pattern.open() ? segments.size() - 1 : segments.size();
    Node node = root;
    for (String segment : segments.subList(0, whole)) {
      node = PathPattern.isAny(segment) ? any(node) : node.named.computeIfAbsent(PathPattern.spelled(segment), _ -> new Node());
    }
    if (pattern.open()) {
      node.opening.put(PathPattern.spelled(segments.getLast()), grant);
    } else {
      node.end = grant;
    }
  }

  private static Node any(Node node) {
    Node next = node.any == null ? new Node() : node.any;
    node.any = next;
    return next;
  }

  private static void freeze(Node node) {
    node.tails = Tails.of(node.opening);
    node.named.values().forEach(PatternTrie::freeze);
    if (node.any != null) {
      freeze(node.any);
    }
  }

  /** The most specific pattern that matches one of the paths. */
  Optional<Grant> find(List<String> paths) {
    Search search = new Search();
    for (String path : paths) {
      search.walk(root, segments(path), 0);
    }
    return Optional.ofNullable(search.best);
  }

  private static List<String> segments(String path) {
    List<String> found = new ArrayList<>();
    int start = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
      found.add(path.substring(start, slash));
      start = slash + 1;
    }
    found.add(path.substring(start));
    return found;
  }

  private static final class Search {
    private @Nullable Grant best;

    // The depth is bounded by the deepest pattern (PathPattern.CHARS_MAX / 2).
    void walk(Node node, List<String> segments, int at) {
      if (at == segments.size()) {
        if (node.end != null) {
          offer(node.end);
        }
        return;
      }
      String segment = segments.get(at);
      node.tails.prefixesOf(segment, this::offer);
      Node named = node.named.get(segment);
      if (named != null) {
        walk(named, segments, at + 1);
      }
      if (node.any != null) {
        walk(node.any, segments, at + 1);
      }
    }

    private void offer(Grant candidate) {
      if (best == null || candidate.priority() > best.priority()) {
        best = candidate;
      }
    }
  }
}
