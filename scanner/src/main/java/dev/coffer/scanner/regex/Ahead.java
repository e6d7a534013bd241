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
    CodePoints through = CodePoints.NONE;
    long most = 0;
    for (Node item : items) {
      if (Shape.least(item) > 0) {
        CodePoints first = Shape.first(item);
        return Optional.of(
            new Ahead(bits(through, 0), bits(through, 64), bits(first, 0), bits(first, 64), (int) Math.min(most, MOST_MAX)));
      }
      if (item instanceof Node.Assertion) {
        continue;
      }
      if (item instanceof Node.Repeat repeat && repeat.body() instanceof Node.OneOf(CodePoints set)) {
        through = through.and(set);
        most += repeat.most() == Node.UNLIMITED ? MOST_MAX : repeat.most();
      } else {
        return Optional.empty();
      }
    }
    return Optional.empty();
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
