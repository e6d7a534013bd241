package dev.coffer.scanner.regex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Derives from a pattern where to look for its matches. */
final class Planner {
  /** A match may begin at so many different places around a word; more would cost more than it saves. */
  private static final int SPREAD_MAX = 64;

  private Planner() {}

  static Plan plan(GoParser.Parsed parsed) {
    if (parsed.node() instanceof Node.Sequence sequence) {
      Optional<Plan> plan = afterPrefix(sequence.items(), parsed.groups());
      if (plan.isPresent()) {
        return plan.get();
      }
    }
    Optional<Plan.Near> near = near(parsed.node(), SPREAD_MAX);
    return near.isPresent() ? near.get() : new Plan.Whole();
  }

  /** Several such repetitions behind each other are one that reaches as far as all of them. */
  private static Optional<Plan> afterPrefix(List<Node> items, int groups) {
    CodePoints set = CodePoints.NONE;
    int most = 0;
    int at = 0;
    for (; at < items.size() && items.get(at) instanceof Node.Repeat prefix; at++) {
      boolean strippable =
          prefix.body() instanceof Node.OneOf
              && prefix.least() == 0
              && prefix.most() != Node.UNLIMITED
              && !prefix.greedy();
      if (!strippable || !(prefix.body() instanceof Node.OneOf(CodePoints here))) {
        break;
      }
      // (?i) adds only the long s and the Kelvin sign.
      if (at > 0 && !asciiOf(here).equals(asciiOf(set))) {
        break;
      }
      set = set.and(here);
      most += prefix.most();
    }
    if (at == 0 || at == items.size()) {
      return Optional.empty();
    }
    List<Node> rest = items.subList(at, items.size());
    Node tail = rest.size() == 1 ? rest.getFirst() : new Node.Sequence(rest);
    Optional<Plan.Near> near = near(tail, 0);
    if (near.isEmpty()) {
      return Optional.empty();
    }
    Regex regex = Regex.of("", new GoParser.Parsed(tail, groups));
    return Optional.of(new Plan.AfterPrefix(regex, set, most, near.get()));
  }

  private static CodePoints asciiOf(CodePoints set) {
    return set.negated().and(CodePoints.of(128, CodePoints.LAST)).negated();
  }

  private static Optional<Plan.Near> near(Node node, int spreadMax) {
    Optional<Anchors> anchors = Anchors.of(node, spreadMax);
    if (anchors.isEmpty()) {
      return Optional.empty();
    }
    Anchors found = anchors.get();
    Optional<Ahead> ahead =
        node instanceof Node.Sequence sequence && found.next() >= 0
            ? Ahead.of(sequence.items().subList(found.next(), sequence.items().size()))
            : Optional.empty();
    return Optional.of(new Plan.Near(new ArrayList<>(found.words()), found.least(), found.most(), ahead));
  }
}
