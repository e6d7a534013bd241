package dev.coffer.scanner.regex;

import java.util.stream.IntStream;

/**
 * Letters that differ only in case, as Go's {@code (?i)} has them: Unicode's simple folding, so the
 * long s (U+017F) is an s and the Kelvin sign (U+212A) a k.
 */
final class Folding {
  private static final int LONG_S = 0x17F;
  private static final int KELVIN = 0x212A;

  /** Sets larger than this are of whole scripts or negated ones, whose other cases are in them. */
  private static final int FOLDED_MAX = 0x3000;

  private Folding() {}

  static CodePoints of(int codePoint) {
    int lower = Character.toLowerCase(codePoint);
    int upper = Character.toUpperCase(codePoint);
    CodePoints all = CodePoints.of(codePoint, codePoint);
    // Dotted and dotless i fold to nothing else in Unicode's simple folding.
    if (codePoint == 0x130 || codePoint == 0x131) {
      return all;
    }
    all = all.and(CodePoints.of(lower, lower));
    all = all.and(CodePoints.of(upper, upper));
    int title = Character.toTitleCase(codePoint);
    all = all.and(CodePoints.of(title, title));
    int back = Character.toLowerCase(upper);
    all = all.and(CodePoints.of(back, back));
    if (lower == 's' || codePoint == LONG_S) {
      all = all.and(CodePoints.of('s', 's', 'S', 'S', LONG_S, LONG_S));
    }
    if (lower == 'k') {
      all = all.and(CodePoints.of(KELVIN, KELVIN));
    }
    return all;
  }

  static CodePoints of(CodePoints set) {
    IntStream.Builder more = IntStream.builder();
    for (int range = 0; range < set.ranges(); range++) {
      int last = Math.min(set.last(range), set.first(range) + FOLDED_MAX);
      for (int codePoint = set.first(range); codePoint <= last; codePoint++) {
        if (codePoint < 128 ? asciiLetter(codePoint) : Character.isLetter(codePoint)) {
          for (int bound : of(codePoint).bounds()) {
            more.add(bound);
          }
        }
      }
    }
    return set.and(CodePoints.of(more.build().toArray()));
  }

  private static boolean asciiLetter(int codePoint) {
    int lower = codePoint | 0x20;
    return lower >= 'a' && lower <= 'z';
  }
}
