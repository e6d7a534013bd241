package dev.coffer.scanner.regex;

/** Reads the flags of a group: {@code (?i-s:…)}, or {@code (?i)} for all that follows. */
final class FlagReader {
  private final PatternText text;

  FlagReader(PatternText text) {
    this.text = text;
  }

  /** What holds at a place of a pattern. */
  record Flags(boolean fold, boolean manyLines, boolean dotNewline, boolean ungreedy) {
    static final Flags NONE = new Flags(false, false, false, false);
  }

  /**
   * What was read.
   *
   * @param endsGroup whether nothing of the group follows, so that the flags hold on behind it
   */
  record Read(Flags flags, boolean endsGroup) {}

  /**
   * Reads from the question mark to the colon or the closing bracket.
   *
   * @param start where the group begins
   * @param before the flags around it
   */
  Read read(int start, Flags before) {
    text.next();
    boolean on = true;
    boolean any = false;
    Flags now = before;
    while (!text.ended()) {
      int c = text.next();
      switch (c) {
        case 'i' -> now = new Flags(on, now.manyLines, now.dotNewline, now.ungreedy);
        case 'm' -> now = new Flags(now.fold, on, now.dotNewline, now.ungreedy);
        case 's' -> now = new Flags(now.fold, now.manyLines, on, now.ungreedy);
        case 'U' -> now = new Flags(now.fold, now.manyLines, now.dotNewline, on);
        case '-' -> {
          if (!on) {
            throw unsupported(start);
          }
          on = false;
          any = false;
          continue;
        }
        case ':', ')' -> {
          if (!on && !any) {
            throw unsupported(start);
          }
          return new Read(now, c == ')');
        }
        default -> throw unsupported(start);
      }
      any = true;
    }
    throw text.missingClosing();
  }

  private RegexException unsupported(int start) {
    return new RegexException("invalid or unsupported Perl syntax", text.pieceFrom(start));
  }
}
