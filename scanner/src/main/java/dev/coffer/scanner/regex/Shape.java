package dev.coffer.scanner.regex;

import java.util.List;

/** What can be told of a node without running it. */
final class Shape {
  /** Longer than any text that is searched. */
  static final int ENDLESS = Integer.MAX_VALUE / 4;

  /** How many ways an unlimited repetition counts as. */
  private static final double ENDLESS_WAYS = 10_000;

  private Shape() {}

  /** The fewest characters of a match. */
  static int least(Node node) {
    return switch (node) {
      case Node.Empty() -> 0;
      case Node.Assertion _ -> 0;
      case Node.Literal _ -> 1;
      case Node.OneOf _ -> 1;
      case Node.Group group -> least(group.body());
      case Node.Sequence sequence -> {
        long sum = 0;
        for (Node item : sequence.items()) {
          sum += least(item);
        }
        yield (int) Math.min(sum, ENDLESS);
      }
      case Node.Choice choice -> {
        int least = ENDLESS;
        for (Node option : choice.options()) {
          least = Math.min(least, least(option));
        }
        yield least;
      }
      case Node.Repeat repeat -> (int) Math.min((long) repeat.least() * least(repeat.body()), ENDLESS);
    };
  }

  /** The most characters of a match, or {@link #ENDLESS}. */
  static int most(Node node) {
    return switch (node) {
      case Node.Empty() -> 0;
      case Node.Assertion _ -> 0;
      case Node.Literal _ -> 1;
      case Node.OneOf _ -> 1;
      case Node.Group group -> most(group.body());
      case Node.Sequence sequence -> {
        long sum = 0;
        for (Node item : sequence.items()) {
          sum += most(item);
        }
        yield (int) Math.min(sum, ENDLESS);
      }
      case Node.Choice choice -> {
        int most = 0;
        for (Node option : choice.options()) {
          most = Math.max(most, most(option));
        }
        yield most;
      }
      case Node.Repeat repeat -> {
        int body = most(repeat.body());
        boolean endless = repeat.most() == Node.UNLIMITED && body > 0;
        yield endless ? ENDLESS : (int) Math.min((long) Math.max(repeat.most(), 0) * body, ENDLESS);
      }
    };
  }

  /** The characters that a match may begin with; all of them if it may be empty. */
  static CodePoints first(Node node) {
    return least(node) == 0 ? CodePoints.ALL : begin(node);
  }

  private static CodePoints begin(Node node) {
    return switch (node) {
      case Node.Empty() -> CodePoints.NONE;
      case Node.Assertion _ -> CodePoints.NONE;
      case Node.Literal literal ->
          literal.folded()
              ? Folding.of(literal.codePoint())
              : CodePoints.of(literal.codePoint(), literal.codePoint());
      case Node.OneOf(CodePoints set) -> set;
      case Node.Group group -> begin(group.body());
      case Node.Sequence sequence -> {
        CodePoints all = CodePoints.NONE;
        for (Node item : sequence.items()) {
          all = all.and(begin(item));
          if (least(item) > 0) {
            break;
          }
        }
        yield all;
      }
      case Node.Choice choice -> {
        CodePoints all = CodePoints.NONE;
        for (Node option : choice.options()) {
          all = all.and(begin(option));
        }
        yield all;
      }
      case Node.Repeat repeat -> repeat.most() == 0 ? CodePoints.NONE : begin(repeat.body());
    };
  }

  /** All characters that a match may hold. */
  static CodePoints all(Node node) {
    return switch (node) {
      case Node.Empty() -> CodePoints.NONE;
      case Node.Assertion _ -> CodePoints.NONE;
      case Node.Literal _ -> begin(node);
      case Node.OneOf(CodePoints set) -> set;
      case Node.Group group -> all(group.body());
      case Node.Sequence sequence -> all(sequence.items());
      case Node.Choice choice -> all(choice.options());
      case Node.Repeat repeat -> repeat.most() == 0 ? CodePoints.NONE : all(repeat.body());
    };
  }

  private static CodePoints all(List<Node> nodes) {
    CodePoints all = CodePoints.NONE;
    for (Node node : nodes) {
      all = all.and(all(node));
    }
    return all;
  }

  /**
   * In how many ways a backtracking engine may have to try the pattern from one place of a long
   * text, as an order of magnitude.
   */
  static double ways(Node node) {
    return switch (node) {
      case Node.Empty() -> 1;
      case Node.Assertion _ -> 1;
      case Node.Literal _ -> 1;
      case Node.OneOf _ -> 1;
      case Node.Group group -> ways(group.body());
      case Node.Sequence sequence -> {
        double product = 1;
        List<Node> items = sequence.items();
        for (int index = 0; index < items.size(); index++) {
          CodePoints next = index + 1 < items.size() ? first(items.get(index + 1)) : CodePoints.ALL;
          product *= decided(items.get(index), next) ? 1 : ways(items.get(index));
        }
        yield product;
      }
      case Node.Choice choice -> {
        double sum = 0;
        for (Node option : choice.options()) {
          sum += ways(option);
        }
        yield sum;
      }
      case Node.Repeat repeat -> {
        double most = repeat.most() == Node.UNLIMITED ? ENDLESS_WAYS : Math.max(1, repeat.most());
        double body = ways(repeat.body());
        boolean fixed = least(repeat.body()) == most(repeat.body());
        double choices = repeat.most() == repeat.least() ? 1 : most - repeat.least() + 1;
        yield choices * (body == 1 && fixed ? 1 : Math.pow(Math.max(body, 2), Math.min(most, 64)));
      }
    };
  }

  /** Whether what follows tells where a repetition of single characters ends. */
  private static boolean decided(Node node, CodePoints next) {
    return node instanceof Node.Repeat repeat
        && repeat.body() instanceof Node.OneOf(CodePoints set)
        && !set.meets(next);
  }
}
