package dev.coffer.scanner.regex;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Go pattern ready to search. The engines' patterns are made when they are first needed, since a
 * small text needs few of a hundred rules.
 */
public final class Regex {
  /** More ways to try than this, and the steps are counted. */
  private static final double WAYS_MAX = 2e5;

  private final Texts texts;
  private volatile @Nullable Pattern ascii;
  private volatile @Nullable Pattern full;
  private volatile com.google.re2j.@Nullable Pattern linear;

  /**
   * All that is known of a pattern, as it can be kept in a file.
   *
   * @param source as it was written
   * @param ascii for java.util.regex and texts that are ASCII only
   * @param full for java.util.regex and any text
   * @param linear for RE2/J
   * @param groups how many capturing groups
   * @param risky whether an engine that backtracks could need very long
   */
  public record Texts(String source, String ascii, String full, String linear, int groups, boolean risky) {}

  private Regex(Texts texts) {
    this.texts = texts;
  }

  /** A pattern that was written by {@link #texts()} once. */
  public static Regex of(Texts texts) {
    return new Regex(texts);
  }

  /**
   * Reads a pattern.
   *
   * @throws RegexException if Go refuses the pattern
   */
  public static Regex parse(String source) {
    return of(source, GoParser.parse(source));
  }

  static Regex of(String source, GoParser.Parsed parsed) {
    return new Regex(
        new Texts(
            source,
            PatternWriter.write(parsed.node(), PatternWriter.Dialect.JAVA_ASCII),
            PatternWriter.write(parsed.node(), PatternWriter.Dialect.JAVA),
            PatternWriter.write(parsed.node(), PatternWriter.Dialect.RE2),
            parsed.groups(),
            Shape.ways(parsed.node()) > WAYS_MAX));
  }

  /**
   * Where to look for matches of a pattern.
   *
   * @throws RegexException if Go refuses the pattern
   */
  public static Plan plan(String source) {
    return Planner.plan(GoParser.parse(source));
  }

  public Texts texts() {
    return texts;
  }

  public String source() {
    return texts.source;
  }

  public int groups() {
    return texts.groups;
  }

  /** Whether the text contains a match. */
  public boolean isIn(String text) {
    return new Finder(this).find(text, Ascii.isAscii(text), 0);
  }

  Pattern pattern(boolean forAscii) {
    Pattern made = forAscii ? ascii : full;
    if (made == null) {
      made = Pattern.compile(forAscii ? texts.ascii : texts.full);
      if (forAscii) {
        ascii = made;
      } else {
        full = made;
      }
    }
    return made;
  }

  com.google.re2j.Pattern linear() {
    com.google.re2j.Pattern made = linear;
    if (made == null) {
      made = com.google.re2j.Pattern.compile(texts.linear);
      linear = made;
    }
    return made;
  }
}
