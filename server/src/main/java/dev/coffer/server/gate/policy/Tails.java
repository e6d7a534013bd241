package dev.coffer.server.gate.policy;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A sorted set of texts that finds those with which another text begins. Every prefix of a text s
 * that is in the set is also a prefix of the greatest member not above s, or is that member itself;
 * so one binary search and a walk along the links from longer to shorter prefixes finds them all.
 */
final class Tails<T> {
  private static final int NONE = -1;

  private final String[] texts;
  private final T[] values;

  /** For each text the index of the longest other one that it begins with. */
  private final int[] shorter;

  private Tails(String[] texts, T[] values) {
    this.texts = texts;
    this.values = values;
    this.shorter = new int[texts.length];
    for (int at = 0; at < texts.length; at++) {
      shorter[at] = at - 1;
      while (shorter[at] != NONE && !texts[at].startsWith(texts[shorter[at]])) {
        shorter[at] = shorter[shorter[at]];
      }
    }
  }

  @SuppressWarnings("unchecked") // The array never leaves this class, which only reads it.
  static <T> Tails<T> of(Map<String, T> byText) {
    TreeMap<String, T> sorted = new TreeMap<>(byText);
    return new Tails<>(
        sorted.keySet().toArray(new String[0]), (T[]) sorted.values().toArray());
  }

  void prefixesOf(String text, Consumer<T> found) {
    if (texts.length == 0) {
      return;
    }
    int at = Arrays.binarySearch(texts, text);
    for (int i = at >= 0 ? at : -at - 2; i != NONE; i = shorter[i]) {
      if (text.startsWith(texts[i])) {
        found.accept(values[i]);
      }
    }
  }
}
