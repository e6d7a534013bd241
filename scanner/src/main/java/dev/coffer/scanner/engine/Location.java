package dev.coffer.scanner.engine;

/**
 * Where a match stands, as gitleaks counts: lines from 0 in the fragment; a line begins at the
 * newline before it, so that its first column is 2 on all lines but the first.
 *
 * @param lineFrom the first byte of the lines of the match
 * @param lineTo the byte behind them
 */
record Location(int startLine, int endLine, int startColumn, int endColumn, int lineFrom, int lineTo) {
  /**
   * @param newlines where the newlines of the text are
   * @param text the fragment as it was read
   */
  static Location of(int[] newlines, Text text, int start, int end) {
    int[] ends = newlines.length == 0 ? new int[] {text.length()} : newlines;
    int startLine = 0;
    int endLine = 0;
    int startColumn = 0;
    int endColumn = 0;
    int from = 0;
    int to = 0;
    boolean found = false;
    int previous = 0;
    for (int line = 0; line < ends.length; line++) {
      int newline = ends[line];
      if (previous <= start && start < newline) {
        found = true;
        startLine = line;
        endLine = line;
        startColumn = start - previous + 1;
        from = previous;
        to = newline;
      }
      if (previous < end && end <= newline) {
        endLine = line;
        endColumn = end - previous;
        to = newline;
      }
      previous = newline;
    }
    if (found) {
      return new Location(startLine, endLine, startColumn, endColumn, from, Math.max(to, end));
    }
    int stop = end;
    while (stop < text.length() && text.bytes()[stop] != '\n' && text.bytes()[stop] != '\r') {
      stop++;
    }
    // Behind the last newline: there is no newline that would end the line.
    int last = ends.length;
    return new Location(last, last, start - previous + 1, end - previous, previous, stop);
  }
}
