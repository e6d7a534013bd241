package dev.coffer.scanner.regex;

import java.util.List;
import java.util.Optional;

/** Reads how often something is repeated: {@code * + ?} and counts in braces. */
final class CountReader {
  private static final int REPEAT_MAX = 1000;

  private final PatternText text;

  CountReader(PatternText text) {
    this.text = text;
  }

  /**
   * How often.
   *
   * @param most {@link Node#UNLIMITED} for no limit
   */
  record Counts(int least, int most) {}

  /** Reads nothing where no repetition stands. */
  Optional<Counts> repetition() {
    if (text.ended()) {
      return Optional.empty();
    }
    return switch (text.peek()) {
      case '*' -> read(new Counts(0, Node.UNLIMITED));
      case '+' -> read(new Counts(1, Node.UNLIMITED));
      case '?' -> read(new Counts(0, 1));
      case '{' -> braces();
      default -> Optional.empty();
    };
  }

  private Optional<Counts> read(Counts counts) {
    text.next();
    return Optional.of(counts);
  }

  /** {@code {n}}, {@code {n,}} or {@code {n,m}}; anything else in braces is plain text. */
  Optional<Counts> braces() {
    int start = text.at();
    text.next();
    int least = number();
    int most = least;
    if (least >= 0 && text.take(',')) {
      most = text.isAt('}') ? Node.UNLIMITED : number();
      if (most < 0 && !text.isAt('}')) {
        least = -1;
      }
    }
    if (least < 0 || !text.isAt('}')) {
      text.goTo(start);
      return Optional.empty();
    }
    text.next();
    if (least > REPEAT_MAX || most > REPEAT_MAX || (most >= 0 && most < least)) {
      throw new RegexException("invalid repeat count", text.pieceFrom(start));
    }
    return Optional.of(new Counts(least, most));
  }

  private int number() {
    int start = text.at();
    int value = 0;
    while (!text.ended() && text.peek() >= '0' && text.peek() <= '9') {
      value = Math.min(value * 10 + text.next() - '0', REPEAT_MAX + 1);
    }
    boolean leadingZero = text.at() - start > 1 && text.get(start) == '0';
    return text.at() == start || leadingZero ? -1 : value;
  }

  /** Whether repetitions inside each other come to more than Go takes. */
  static boolean tooOften(Node node) {
    return total(node) > REPEAT_MAX;
  }

  /** How often the innermost body may have to be written out. */
  private static long total(Node node) {
    return switch (node) {
      case Node.Repeat repeat -> {
        long here = repeat.most() == Node.UNLIMITED ? repeat.least() : repeat.most();
        yield Math.max(1, here) * total(repeat.body());
      }
      case Node.Group group -> total(group.body());
      case Node.Sequence sequence -> most(sequence.items());
      case Node.Choice choice -> most(choice.options());
      case Node.Empty _, Node.Literal _, Node.OneOf _, Node.Assertion _ -> 1;
    };
  }

  private static long most(List<Node> parts) {
    long most = 1;
    for (Node part : parts) {
      most = Math.max(most, total(part));
    }
    return most;
  }
}
