package dev.coffer.scanner.engine;

import java.util.Arrays;

/** What the automaton found in one text: which rules may run, and where the words of each stand. */
final class Hits implements Automaton.Sink {
  private final WordIndex index;
  private final int[][] ends;
  private final int[][] words;
  private final int[] counts;
  private final boolean[] open;
  private final int[] openRules;
  private int openCount;
  private final int[] touchedRules;
  private int touchedCount;
  private Text searched = Text.of(new byte[0]);

  /** Whether places are of bytes, as they came, or of characters. */
  private boolean inBytes;

  Hits(Compiled rules) {
    int count = rules.size();
    this.index = rules.words();
    this.ends = new int[count][];
    this.words = new int[count][];
    this.counts = new int[count];
    this.open = new boolean[count];
    this.openRules = new int[count];
    this.touchedRules = new int[count];
    Arrays.fill(ends, new int[0]);
    Arrays.fill(words, new int[0]);
  }

  /** Searches a text; the hits of the one before are forgotten. */
  void search(Text text) {
    for (int at = 0; at < openCount; at++) {
      open[openRules[at]] = false;
    }
    for (int at = 0; at < touchedCount; at++) {
      counts[touchedRules[at]] = 0;
    }
    openCount = 0;
    touchedCount = 0;
    for (int rule : index.always()) {
      open(rule);
    }
    searched = text;
    inBytes = text.isAscii() || !text.foldsToAscii();
    if (inBytes) {
      index.automaton().search(text.bytes(), text.length(), this);
    } else {
      index.automaton().search(text.chars(), this);
    }
  }

  @Override
  public void found(int word, int end) {
    for (int rule : index.gates(word)) {
      open(rule);
    }
    for (int rule : index.anchors(word)) {
      int count = counts[rule];
      if (count == 0) {
        touchedRules[touchedCount++] = rule;
      }
      if (count == ends[rule].length) {
        int room = Math.max(16, 2 * count);
        ends[rule] = Arrays.copyOf(ends[rule], room);
        words[rule] = Arrays.copyOf(words[rule], room);
      }
      ends[rule][count] = end;
      words[rule][count] = word;
      counts[rule] = count + 1;
    }
  }

  private void open(int rule) {
    if (!open[rule]) {
      open[rule] = true;
      openRules[openCount++] = rule;
    }
  }

  /** The rules that may run, in their order. */
  int[] openRules() {
    int[] sorted = Arrays.copyOf(openRules, openCount);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Puts a rule's words in the order in which they begin; they come in that of their ends. */
  void sortByStart(int rule) {
    for (int hit = 1; hit < counts[rule]; hit++) {
      int end = ends[rule][hit];
      int word = words[rule][hit];
      int start = end - index.automaton().length(word);
      int at = hit;
      while (at > 0 && ends[rule][at - 1] - index.automaton().length(words[rule][at - 1]) > start) {
        ends[rule][at] = ends[rule][at - 1];
        words[rule][at] = words[rule][at - 1];
        at--;
      }
      ends[rule][at] = end;
      words[rule][at] = word;
    }
  }

  int count(int rule) {
    return counts[rule];
  }

  /** The character behind the word. */
  int end(int rule, int hit) {
    return inBytes ? searched.charAt(ends[rule][hit]) : ends[rule][hit];
  }

  /** The first character of the word. */
  int start(int rule, int hit) {
    return end(rule, hit) - index.automaton().length(words[rule][hit]);
  }
}
