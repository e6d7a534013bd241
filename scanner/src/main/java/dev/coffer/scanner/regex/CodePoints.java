package dev.coffer.scanner.regex;

import java.util.Arrays;

/** A set of code points as sorted ranges that do not touch. Immutable. */
public final class CodePoints {
  static final int LAST = Character.MAX_CODE_POINT;
  static final CodePoints NONE = new CodePoints(new int[0]);
  static final CodePoints ALL = of(0, LAST);

  /** First, last, first, last … */
  private final int[] bounds;

  private CodePoints(int[] bounds) {
    this.bounds = bounds;
  }

  /** Ranges in any order: first, last, first, last … */
  public static CodePoints of(int... bounds) {
    long[] ranges = new long[bounds.length / 2];
    for (int at = 0; at < ranges.length; at++) {
      ranges[at] = ((long) bounds[2 * at] << 32) | bounds[2 * at + 1];
    }
    return merged(ranges);
  }

  public int[] bounds() {
    return bounds.clone();
  }

  int ranges() {
    return bounds.length / 2;
  }

  int first(int range) {
    return bounds[2 * range];
  }

  int last(int range) {
    return bounds[2 * range + 1];
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  public boolean contains(int codePoint) {
    for (int at = 0; at < bounds.length; at += 2) {
      if (codePoint >= bounds[at] && codePoint <= bounds[at + 1]) {
        return true;
      }
    }
    return false;
  }

  /** How many code points it holds. */
  int size() {
    int size = 0;
    for (int at = 0; at < bounds.length; at += 2) {
      size += bounds[at + 1] - bounds[at] + 1;
    }
    return size;
  }

  CodePoints and(CodePoints other) {
    int[] all = Arrays.copyOf(bounds, bounds.length + other.bounds.length);
    System.arraycopy(other.bounds, 0, all, bounds.length, other.bounds.length);
    return of(all);
  }

  private static CodePoints merged(long[] ranges) {
    Arrays.sort(ranges);
    int[] merged = new int[2 * ranges.length];
    int end = 0;
    for (long range : ranges) {
      int first = (int) (range >> 32);
      int last = (int) range;
      if (end > 0 && first <= merged[end - 1] + 1) {
        merged[end - 1] = Math.max(merged[end - 1], last);
      } else {
        merged[end++] = first;
        merged[end++] = last;
      }
    }
    return new CodePoints(Arrays.copyOf(merged, end));
  }

  CodePoints negated() {
    int[] gaps = new int[bounds.length + 2];
    int end = 0;
    int next = 0;
    for (int at = 0; at < bounds.length; at += 2) {
      if (bounds[at] > next) {
        gaps[end++] = next;
        gaps[end++] = bounds[at] - 1;
      }
      next = bounds[at + 1] + 1;
    }
    if (next <= LAST) {
      gaps[end++] = next;
      gaps[end++] = LAST;
    }
    return new CodePoints(Arrays.copyOf(gaps, end));
  }

  boolean meets(CodePoints other) {
    for (int mine = 0; mine < bounds.length; mine += 2) {
      for (int its = 0; its < other.bounds.length; its += 2) {
        if (bounds[mine] <= other.bounds[its + 1] && other.bounds[its] <= bounds[mine + 1]) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodePoints set && Arrays.equals(bounds, set.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return Arrays.toString(bounds);
  }
}
