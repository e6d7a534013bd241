package dev.coffer.scanner.walk;

/**
 * {@code @@ -a,b +c,d @@}: how many lines follow.
 *
 * @param firstLine the number of the first line added
 */
record HunkHeader(long removed, int firstLine, long added) {
  private static final HunkHeader NOTHING = new HunkHeader(0, 0, 0);

  static HunkHeader parse(String line) {
    int minus = line.indexOf('-');
    int plus = line.indexOf(" +", Math.max(minus, 0));
    int end = line.indexOf(" @@", Math.max(plus, 0));
    if (minus < 0 || plus < 0 || end < 0) {
      return NOTHING;
    }
    try {
      String before = line.substring(minus + 1, plus);
      String after = line.substring(plus + 2, end);
      return new HunkHeader(count(before), (int) Math.min(first(after), Integer.MAX_VALUE / 2), count(after));
    } catch (NumberFormatException _) {
      return NOTHING;
    }
  }

  private static long first(String range) {
    int comma = range.indexOf(',');
    return Long.parseLong(comma < 0 ? range : range.substring(0, comma));
  }

  private static long count(String range) {
    int comma = range.indexOf(',');
    return comma < 0 ? 1 : Long.parseLong(range.substring(comma + 1));
  }
}
