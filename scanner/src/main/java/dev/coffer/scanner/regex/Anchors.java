package dev.coffer.scanner.regex;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Words of which every match of a pattern contains one, and how far from the match's beginning.
 *
 * @param words lower-case ASCII, to be looked for in any case
 * @param least the fewest characters between the beginning of the match and the word
 * @param most the most, or {@link Shape#ENDLESS}
 * @param next where the pattern goes on after the word: the index of an item of the outermost
 *     sequence, or -1 if the word ends inside an item
 */
record Anchors(Set<String> words, int least, int most, int next) {
  private static final int WORDS_MAX = 48;
  private static final int LENGTH_MAX = 24;
  private static final int SET_MAX = 6;

  /**
   * The best words of a pattern, if it has any.
   *
   * @param spreadMax by how much the distance from the match's beginning may vary
   */
  static Optional<Anchors> of(Node node, int spreadMax) {
    return best(node, spreadMax).filter(found -> found.shortest() >= 2 && found.spread() <= spreadMax);
  }

  private Anchors endingAt(int item) {
    return new Anchors(words, least, most, item);
  }

  private Anchors shifted(int byLeast, int byMost) {
    return new Anchors(words, least + byLeast, (int) Math.min((long) most + byMost, Shape.ENDLESS), next);
  }

  private int spread() {
    return most - least;
  }

  int shortest() {
    int shortest = Integer.MAX_VALUE;
    for (String word : words) {
      shortest = Math.min(shortest, word.length());
    }
    return shortest;
  }

  private static Optional<Anchors> best(Node node, int spreadMax) {
    return switch (node) {
      case Node.Empty() -> Optional.empty();
      case Node.Assertion _ -> Optional.empty();
      case Node.Literal _ -> exact(node);
      case Node.OneOf _ -> exact(node);
      case Node.Group group -> best(group.body(), spreadMax);
      case Node.Sequence sequence -> bestOf(sequence, spreadMax);
      case Node.Choice choice -> united(choice, spreadMax);
      case Node.Repeat repeat -> repeat.least() == 0 ? Optional.empty() : best(repeat.body(), spreadMax);
    };
  }

  private static Optional<Anchors> exact(Node node) {
    return texts(node).filter(words -> !words.contains("")).map(words -> new Anchors(words, 0, 0, -1));
  }

  private static Optional<Anchors> united(Node.Choice choice, int spreadMax) {
    Set<String> words = new LinkedHashSet<>();
    int least = Shape.ENDLESS;
    int most = 0;
    for (Node option : choice.options()) {
      Optional<Anchors> one = best(option, spreadMax);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      words.addAll(one.get().words);
      least = Math.min(least, one.get().least);
      most = Math.max(most, one.get().most);
    }
    return words.size() > WORDS_MAX ? Optional.empty() : Optional.of(new Anchors(words, least, most, -1));
  }

  private static Optional<Anchors> bestOf(Node.Sequence sequence, int spreadMax) {
    Optional<Anchors> best = Optional.empty();
    List<Node> items = sequence.items();
    int least = 0;
    int most = 0;
    for (int index = 0; index < items.size(); index++) {
      int leastHere = least;
      int mostHere = most;
      // Only a run of words ends where an item ends.
      Optional<Anchors> inside = best(items.get(index), spreadMax).map(found -> found.endingAt(-1));
      for (Optional<Anchors> one : List.of(run(items, index), inside)) {
        Optional<Anchors> shifted = one.map(found -> found.shifted(leastHere, mostHere)).filter(found -> found.spread() <= spreadMax);
        boolean better = shifted.isPresent() && (best.isEmpty() || shifted.get().score() > best.get().score());
        best = better ? shifted : best;
      }
      least = Math.min(least + Shape.least(items.get(index)), Shape.ENDLESS);
      most = (int) Math.min((long) most + Shape.most(items.get(index)), Shape.ENDLESS);
    }
    return best;
  }

  /** Neighbours that are words make longer words. */
  private static Optional<Anchors> run(List<Node> items, int start) {
    Set<String> words = Set.of("");
    int index = start;
    for (; index < items.size(); index++) {
      Node item = items.get(index);
      if (item instanceof Node.Assertion) {
        continue;
      }
      Optional<Set<String>> more = texts(item);
      if (more.isEmpty() || words.size() * more.get().size() > WORDS_MAX) {
        break;
      }
      Set<String> longer = product(words, more.get());
      words = longer;
      if (words.stream().anyMatch(word -> word.length() >= LENGTH_MAX)) {
        index++;
        break;
      }
    }
    return words.contains("") ? Optional.empty() : Optional.of(new Anchors(words, 0, 0, index));
  }

  private static Set<String> product(Set<String> heads, Set<String> tails) {
    Set<String> all = new LinkedHashSet<>();
    for (String head : heads) {
      for (String tail : tails) {
        all.add(head + tail);
      }
    }
    return all;
  }

  /** All texts of a node in lower case, if they are few, short and ASCII. */
  private static Optional<Set<String>> texts(Node node) {
    return switch (node) {
      case Node.Empty() -> Optional.of(Set.of(""));
      case Node.Assertion _ -> Optional.of(Set.of(""));
      case Node.Literal literal ->
          literal.codePoint() < 128 ? Optional.of(Set.of(lower(literal.codePoint()))) : Optional.empty();
      case Node.OneOf(CodePoints set) -> texts(set);
      case Node.Group group -> texts(group.body());
      case Node.Sequence sequence -> {
        Set<String> all = Set.of("");
        for (Node item : sequence.items()) {
          Optional<Set<String>> more = texts(item);
          if (more.isEmpty() || all.size() * more.get().size() > WORDS_MAX) {
            yield Optional.empty();
          }
          all = product(all, more.get());
        }
        yield all.stream().anyMatch(word -> word.length() > LENGTH_MAX) ? Optional.empty() : Optional.of(all);
      }
      case Node.Choice choice -> {
        Set<String> all = new LinkedHashSet<>();
        for (Node option : choice.options()) {
          Optional<Set<String>> more = texts(option);
          if (more.isEmpty()) {
            yield Optional.empty();
          }
          all.addAll(more.get());
        }
        yield all.size() > WORDS_MAX ? Optional.empty() : Optional.of(all);
      }
      case Node.Repeat repeat -> {
        if (repeat.least() == 1 && repeat.most() == 1) {
          yield texts(repeat.body());
        }
        if (repeat.least() == 0 && repeat.most() == 1) {
          Optional<Set<String>> once = texts(repeat.body());
          if (once.isEmpty()) {
            yield Optional.empty();
          }
          Set<String> all = new LinkedHashSet<>(once.get());
          all.add("");
          yield Optional.of(all);
        }
        yield Optional.empty();
      }
    };
  }

  private static Optional<Set<String>> texts(CodePoints set) {
    Set<String> all = new LinkedHashSet<>();
    for (int range = 0; range < set.ranges(); range++) {
      if (set.last(range) - set.first(range) >= 2 * SET_MAX) {
        return Optional.empty();
      }
      for (int codePoint = set.first(range); codePoint <= set.last(range); codePoint++) {
        // The long s and the Kelvin sign are found as s and k.
        if (codePoint < 128) {
          all.add(lower(codePoint));
        } else if (codePoint != 0x17F && codePoint != 0x212A) {
          return Optional.empty();
        }
      }
    }
    return all.isEmpty() || all.size() > SET_MAX ? Optional.empty() : Optional.of(all);
  }

  private static String lower(int codePoint) {
    return Character.toString(codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 32 : codePoint);
  }

  /** Long words first, but not at any price of where to look for the match. */
  private double score() {
    double length = Math.min(shortest(), 8);
    double spread = (double) most - least;
    return length - (spread == 0 ? 0 : spread < 128 ? 1 : spread < Shape.ENDLESS ? 3 : 100) - words.size() / 100.0 - (most > 256 ? 1 : 0);
  }
}
