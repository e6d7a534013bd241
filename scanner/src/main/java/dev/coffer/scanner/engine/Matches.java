package dev.coffer.scanner.engine;

import dev.coffer.scanner.regex.CodePoints;
import dev.coffer.scanner.regex.Finder;
import dev.coffer.scanner.regex.Plan;
import dev.coffer.scanner.regex.Regex;
import java.util.Arrays;

/**
 * The matches of one rule in a text, left to right and none overlapping another, as Go's {@code
 * FindAllIndex} has them. For one thread.
 */
final class Matches {
  /** The most matches of one rule in one fragment: more are noise that would only fill memory. */
  private static final int MATCHES_MAX = 20_000;

  private final int rule;
  private final Plan plan;
  private final Regex regex;
  private final Finder finder;
  private int[] found = new int[8];
  private int count;

  Matches(CompiledRule rule, Regex regex) {
    this.rule = rule.index();
    this.plan = rule.plan();
    this.regex = regex;
    this.finder =
        new Finder(plan instanceof Plan.AfterPrefix prefix ? prefix.tail() : regex);
  }

  /** Start, end, start, end … in characters; valid until the next call. */
  int[] in(Text text, Hits hits) {
    count = 0;
    hits.sortByStart(rule);
    switch (plan) {
      case Plan.Whole() -> whole(text, finder, 0);
      case Plan.Near near -> near(text, hits, near);
      case Plan.AfterPrefix prefix -> afterPrefix(text, hits, prefix);
    }
    finder.forget();
    return Arrays.copyOf(found, count);
  }

  private void add(int start, int end) {
    if (count == found.length) {
      found = Arrays.copyOf(found, 2 * count);
    }
    found[count++] = start;
    found[count++] = end;
  }

  private boolean isFull() {
    return count >= 2 * MATCHES_MAX;
  }

  private void whole(Text text, Finder with, int start) {
    String chars = text.chars();
    int from = start;
    int previousEnd = start == 0 ? -1 : start;
    while (!isFull() && from <= chars.length() && with.find(chars, text.isAscii(), from)) {
      int end = with.end();
      boolean empty = end == with.start();
      // Go ignores an empty match right behind another match.
      if (!empty || with.start() != previousEnd) {
        add(with.start(), end);
      }
      previousEnd = end;
      from = empty ? chars.offsetByCodePoints(Math.min(end, chars.length() - 1), end < chars.length() ? 1 : 0) : end;
      if (empty && end >= chars.length()) {
        return;
      }
    }
  }

  private void near(Text text, Hits hits, Plan.Near near) {
    String chars = text.chars();
    // A character beyond the 16 bits counts as two here.
    int most = text.isAscii() ? near.most() : 2 * near.most();
    int from = 0;
    for (int hit = 0; hit < hits.count(rule) && !isFull(); hit++) {
      if (near.ahead().isPresent() && !near.ahead().get().mayFollow(chars, hits.end(rule, hit))) {
        continue;
      }
      int wordStart = hits.start(rule, hit);
      int last = wordStart - near.least();
      for (int start = Math.max(from, wordStart - most); start <= last; start++) {
        if (finder.startsAt(chars, text.isAscii(), start)) {
          from = finder.end();
          add(start, from);
          break;
        }
        if (finder.gaveUp()) {
          count = 0;
          whole(text, new Finder(regex), 0);
          return;
        }
      }
    }
  }

  private void afterPrefix(Text text, Hits hits, Plan.AfterPrefix plan) {
    String chars = text.chars();
    Plan.Near near = plan.near();
    int from = 0;
    int tried = -1;
    for (int hit = 0; hit < hits.count(rule) && !isFull(); hit++) {
      int tail = hits.start(rule, hit) - near.least();
      boolean hopeless = near.ahead().isPresent() && !near.ahead().get().mayFollow(chars, hits.end(rule, hit));
      if (tail < from || tail == tried || hopeless) {
        continue;
      }
      tried = tail;
      if (finder.startsAt(chars, text.isAscii(), tail)) {
        int start = back(chars, tail, from, plan.set(), plan.prefixMost());
        from = finder.end();
        add(start, from);
      } else if (finder.gaveUp()) {
        count = 0;
        whole(text, new Finder(regex), 0);
        return;
      }
    }
  }

  /** As far to the left as characters of the set reach. */
  private static int back(String chars, int tail, int from, CodePoints set, int most) {
    int start = tail;
    for (int taken = 0; taken < most && start > from; taken++) {
      int c = chars.codePointBefore(start);
      if (!set.contains(c)) {
        break;
      }
      start -= Character.charCount(c);
    }
    return start;
  }
}
