package dev.coffer.scanner.regex;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a pattern in one text after the other. For one thread. What takes an engine that
 * backtracks too many steps, or too deep, is done again by one that does not.
 */
public final class Finder {
  /** Steps for each character of a text, and for each text. */
  private static final long STEPS_EACH = 200;

  private static final long STEPS = 200_000;

  /** After so many places tried in one text the steps are counted for any pattern. */
  private static final int PLACES_MAX = 500;

  private final Regex regex;
  private @Nullable Matcher asciiMatcher;
  private @Nullable Matcher fullMatcher;
  private @Nullable Matcher matcher;
  private com.google.re2j.@Nullable Matcher linear;
  private String text = "";
  private boolean metered;
  private boolean gaveUp;
  private int places;

  public Finder(Regex regex) {
    this.regex = regex;
  }

  public Regex regex() {
    return regex;
  }

  /**
   * Finds the leftmost match that begins at a place or behind it.
   *
   * @param ascii whether the text is ASCII only
   */
  public boolean find(String in, boolean ascii, int from) {
    begin(in, ascii);
    if (!gaveUp) {
      try {
        return region(from).find();
      } catch (Metered.Exhausted | StackOverflowError _) {
        gaveUp = true;
      }
    }
    return linear(from);
  }

  /** Whether a match begins at just that place. */
  public boolean startsAt(String in, boolean ascii, int at) {
    begin(in, ascii);
    if (++places > PLACES_MAX && !metered) {
      meter();
    }
    if (!gaveUp) {
      try {
        return region(at).lookingAt();
      } catch (Metered.Exhausted | StackOverflowError _) {
        gaveUp = true;
      }
    }
    return linear(at) && start() == at;
  }

  /** Whether the patience with this text is over: then one search through the whole is cheaper. */
  public boolean gaveUp() {
    return gaveUp;
  }

  private Matcher region(int from) {
    Matcher now = current();
    return now.region(from, text.length());
  }

  private Matcher current() {
    Matcher now = matcher;
    if (now == null) {
      throw new IllegalStateException("no text yet");
    }
    return now;
  }

  /** Takes a new text up; does nothing for the same one. */
  private void begin(String in, boolean ascii) {
    // The same text comes again and again: comparing references is what is meant.
    @SuppressWarnings("ReferenceEquality")
    boolean same = in == text && matcher != null;
    if (same) {
      return;
    }
    Matcher now = ascii ? asciiMatcher : fullMatcher;
    if (now == null) {
      now = regex.pattern(ascii).matcher("").useAnchoringBounds(false).useTransparentBounds(true);
      if (ascii) {
        asciiMatcher = now;
      } else {
        fullMatcher = now;
      }
    }
    matcher = now.reset(in);
    linear = null;
    text = in;
    gaveUp = false;
    metered = false;
    places = 0;
    if (regex.texts().risky()) {
      meter();
    }
  }

  private void meter() {
    metered = true;
    current().reset(new Metered(text, STEPS + STEPS_EACH * text.length()));
  }

  private boolean linear(int from) {
    com.google.re2j.Matcher now = linear;
    if (now == null) {
      now = regex.linear().matcher(text);
      linear = now;
    }
    return from <= text.length() && now.find(from);
  }

  /** Drops the text, so that it is not kept in memory. */
  public void forget() {
    text = "";
    linear = null;
    if (asciiMatcher != null) {
      asciiMatcher.reset("");
    }
    if (fullMatcher != null) {
      fullMatcher.reset("");
    }
    matcher = null;
  }

  public int start() {
    return linear != null && gaveUp ? linear.start() : current().start();
  }

  public int end() {
    return linear != null && gaveUp ? linear.end() : current().end();
  }

  /** A group of the match; empty text if it took no part. */
  public String group(int index) {
    String group = linear != null && gaveUp ? linear.group(index) : current().group(index);
    return group == null ? "" : group;
  }
}
