package dev.coffer.scanner.engine;

/**
 * The lines around a match.
 *
 * @param allowed whether they say that what is in them may be there
 */
record Line(int from, int to, String text, boolean allowed) {
  private static final String ALLOW_COMMENT = "gitleaks:allow";

  /**
   * Remembers the newest line: a file of one long line with a thousand matches in it must not be
   * copied a thousand times. For one thread.
   */
  static final class Newest {
    private final Text raw;
    private Line newest = new Line(-1, -1, "", false);

    Newest(Text raw) {
      this.raw = raw;
    }

    Line of(Location location) {
      if (newest.from != location.lineFrom() || newest.to != location.lineTo()) {
        String text = raw.between(location.lineFrom(), location.lineTo());
        newest = new Line(location.lineFrom(), location.lineTo(), text, text.contains(ALLOW_COMMENT));
      }
      return newest;
    }
  }
}
