package dev.coffer.scanner.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * Finds every occurrence of many words in one pass, in whatever case (Aho and Corasick, 1975, as a
 * complete table). Immutable.
 */
final class Automaton {
  private static final char LONG_S = '\u017F';
  private static final char KELVIN = '\u212A';
  private static final char DOTTED_I = '\u0130';

  /** From a byte to its column; column 0 is for all that stand in no word. */
  private final byte[] columns;

  private final int width;

  /** The next state's first index, for a state's first index plus a column. */
  private final int[] next;

  /** From this index on a state ends words. */
  private final int firstEnding;

  /** The words that end at each state from {@link #firstEnding} on. */
  private final int[][] ending;

  private final int[] lengths;

  private Automaton(byte[] columns, int width, int[] next, int firstEnding, int[][] ending, int[] lengths) {
    this.columns = columns;
    this.width = width;
    this.next = next;
    this.firstEnding = firstEnding;
    this.ending = ending;
    this.lengths = lengths;
  }

  /** Where words are found. */
  interface Sink {
    /**
     * Takes one occurrence.
     *
     * @param word the index of the word
     * @param end the index behind its last character
     */
    void found(int word, int end);
  }

  /** The words are lower-case ASCII and not empty; their order gives their numbers. */
  static Automaton of(Collection<String> words) {
    return new Building(List.copyOf(words)).build();
  }

  static Automaton read(PackReader in) {
    return new Automaton(in.bytes(), in.integer(), in.integers(), in.integer(), in.tables(), in.integers());
  }

  void write(PackWriter out) {
    out.bytes(columns);
    out.integer(width);
    out.integers(next);
    out.integer(firstEnding);
    out.tables(ending);
    out.integers(lengths);
  }

  int length(int word) {
    return lengths[word];
  }

  /** Whether a text contains any of the words. */
  boolean findsAny(String text) {
    int state = 0;
    for (int at = 0; at < text.length(); at++) {
      state = next[state + column(text.charAt(at))];
      if (state >= firstEnding) {
        return true;
      }
    }
    return false;
  }

  /** Searches bytes that are ASCII, or of which only the ASCII ones matter. */
  void search(byte[] text, int length, Sink sink) {
    int[] table = next;
    byte[] column = columns;
    int limit = firstEnding;
    int state = 0;
    for (int at = 0; at < length; at++) {
      state = table[state + column[text[at] & 0xFF]];
      if (state >= limit) {
        report(state, at + 1, sink);
      }
    }
  }

  /** Searches characters: the long s is an s, the Kelvin sign a k and the dotted capital I an i. */
  void search(String text, Sink sink) {
    int state = 0;
    for (int at = 0; at < text.length(); at++) {
      state = next[state + column(text.charAt(at))];
      if (state >= firstEnding) {
        report(state, at + 1, sink);
      }
    }
  }

  private int column(char c) {
    if (c < 128) {
      return columns[c];
    }
    return switch (c) {
      case LONG_S -> columns['s'];
      case KELVIN -> columns['k'];
      case DOTTED_I -> columns['i'];
      default -> 0;
    };
  }

  private void report(int state, int end, Sink sink) {
    for (int word : ending[(state - firstEnding) / width]) {
      sink.found(word, end);
    }
  }

  /** Builds the trie, then the table from it. */
  private static final class Building {
    private final List<String> words;
    private final byte[] columns = new byte[256];
    private final int width;
    private final List<int[]> rows = new ArrayList<>();
    private final List<List<Integer>> ends = new ArrayList<>();

    Building(List<String> words) {
      this.words = words;
      int columnsUsed = 1;
      for (String word : words) {
        for (int at = 0; at < word.length(); at++) {
          char c = word.charAt(at);
          if (columns[c] == 0) {
            columns[c] = (byte) columnsUsed;
            if (c >= 'a' && c <= 'z') {
              columns[c - 32] = (byte) columnsUsed;
            }
            columnsUsed++;
          }
        }
      }
      this.width = columnsUsed;
    }

    private int newState() {
      int[] row = new int[width];
      Arrays.fill(row, -1);
      rows.add(row);
      ends.add(new ArrayList<>());
      return rows.size() - 1;
    }

    Automaton build() {
      newState();
      for (int word = 0; word < words.size(); word++) {
        int state = 0;
        String letters = words.get(word);
        for (int at = 0; at < letters.length(); at++) {
          int column = columns[letters.charAt(at)];
          if (rows.get(state)[column] < 0) {
            int made = newState();
            rows.get(state)[column] = made;
          }
          state = rows.get(state)[column];
        }
        ends.get(state).add(word);
      }
      complete();
      return numbered();
    }

    /** Fills the gaps with where the longest suffix that is known leads. */
    private void complete() {
      int[] suffix = new int[rows.size()];
      Deque<Integer> waiting = new ArrayDeque<>();
      for (int column = 0; column < width; column++) {
        int child = rows.getFirst()[column];
        if (child < 0) {
          rows.getFirst()[column] = 0;
        } else {
          waiting.add(child);
        }
      }
      while (!waiting.isEmpty()) {
        int state = waiting.remove();
        ends.get(state).addAll(ends.get(suffix[state]));
        for (int column = 0; column < width; column++) {
          int child = rows.get(state)[column];
          int fallback = rows.get(suffix[state])[column];
          if (child < 0) {
            rows.get(state)[column] = fallback;
          } else {
            suffix[child] = fallback;
            waiting.add(child);
          }
        }
      }
    }

    /** States that end words get the high numbers, so that one comparison tells them. */
    private Automaton numbered() {
      int[] number = new int[rows.size()];
      int count = 0;
      for (int state = 0; state < rows.size(); state++) {
        if (ends.get(state).isEmpty()) {
          number[state] = count++;
        }
      }
      int firstEnding = count;
      int[][] ending = new int[rows.size() - count][];
      for (int state = 0; state < rows.size(); state++) {
        if (!ends.get(state).isEmpty()) {
          ending[count - firstEnding] = ends.get(state).stream().mapToInt(Integer::intValue).toArray();
          number[state] = count++;
        }
      }
      int[] next = new int[rows.size() * width];
      for (int state = 0; state < rows.size(); state++) {
        for (int column = 0; column < width; column++) {
          next[number[state] * width + column] = number[rows.get(state)[column]] * width;
        }
      }
      int[] lengths = words.stream().mapToInt(String::length).toArray();
      return new Automaton(columns, width, next, firstEnding * width, ending, lengths);
    }
  }
}
