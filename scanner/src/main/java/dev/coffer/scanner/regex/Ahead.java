package dev.coffer.scanner.regex;

import java.util.List;
import java.util.Optional;

/**
 * A look at the bytes behind a word before the pattern is tried there: only so many of the first
 * kind may stand before one of the second kind.
 *
 * @param throughLow the bytes that may be passed, as bits 0 to 63
 * @param throughHigh and bits 64 to 127
 * @param firstLow the bytes of which one must come
 * @param most how many may be passed
 */
public record Ahead(long throughLow, long throughHigh, long firstLow, long firstHigh, int most) {
  private static final int MOST_MAX = 256;

  /** From the items that follow the word. */
  static Optional<Ahead> of(List<Node> items) {
    return must(items)
        .map(
            must ->
                new Ahead(
                    bits(must.through, 0),
                    bits(must.through, 64),
                    bits(must.first, 0),
                    bits(must.first, 64),
                    Math.min(must.most, MOST_MAX)));
  }

  /** Before a character of {@code first} at most so many of {@code through} stand. */
  private record Must(CodePoints through, int most, CodePoints first) {
    static Must first(CodePoints set) {
      return new Must(CodePoints.NONE, 0, set);
    }

    Must behind(CodePoints before, int mostBefore) {
      return new Must(through.and(before), Math.min(most + mostBefore, MOST_MAX), first);
    }

    Must or(Must other) {
      return new Must(through.and(other.through), Math.max(most, other.most), first.and(other.first));
    }
  }

  /** Empty where nothing need follow. */
  private static Optional<Must> must(List<Node> items) {
    CodePoints through = CodePoints.NONE;
    int most = 0;
    for (Node item : items) {
      if (Shape.least(item) > 0) {
        CodePoints before = through;
        int mostBefore = most;
        return must(item).map(must -> must.behind(before, mostBefore));
      }
      through = through.and(Shape.all(item));
      most = Math.min(most + Math.min(Shape.most(item), MOST_MAX), MOST_MAX);
    }
    return Optional.empty();
  }

  /** Of a node that is never empty: what may be left out at its beginning is only passed. */
  private static Optional<Must> must(Node node) {
    return switch (node) {
      case Node.Empty() -> Optional.empty();
      case Node.Assertion _ -> Optional.empty();
      case Node.Literal _ -> Optional.of(Must.first(Shape.first(node)));
      case Node.OneOf(CodePoints set) -> Optional.of(Must.first(set));
      case Node.Group group -> must(group.body());
      case Node.Repeat repeat -> must(repeat.body());
      case Node.Sequence sequence -> must(sequence.items());
      case Node.Choice choice -> {
        Optional<Must> all = Optional.empty();
        for (Node option : choice.options()) {
          Optional<Must> one = must(option);
          if (one.isEmpty()) {
            yield Optional.empty();
          }
          all = all.map(must -> must.or(one.get())).or(() -> one);
        }
        yield all;
      }
    };
  }

  private static long bits(CodePoints set, int from) {
    long bits = 0;
    for (int c = 0; c < 64; c++) {
      bits |= set.contains(from + c) ? 1L << c : 0;
    }
    return bits;
  }

  /** Whether the pattern may go on at that place; true in doubt, as at what is not ASCII. */
  public boolean mayFollow(String text, int at) {
    int length = text.length();
    int end = Math.min(length - 1, at + most);
    for (int index = at; index <= end; index++) {
      char c = text.charAt(index);
      if (c > 127) {
        return true;
      }
      long bit = 1L << c;
      boolean low = c < 64;
      if (((low ? firstLow : firstHigh) & bit) != 0) {
        return true;
      }
      if (((low ? throughLow : throughHigh) & bit) == 0) {
        return false;
      }
    }
    return most >= MOST_MAX && end < length - 1;
  }
}
