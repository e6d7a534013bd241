package dev.coffer.scanner.engine;

import java.util.HashMap;
import java.util.Map;

/** Shannon's entropy of a text as gitleaks computes it: of its characters, over its bytes. */
final class Entropy {
  private Entropy() {}

  /**
   * @param bytes the length of the text in bytes
   */
  static double of(String text, int bytes) {
    if (bytes == 0) {
      return 0;
    }
    int[] ascii = new int[128];
    Map<Integer, Integer> others = new HashMap<>();
    text.codePoints()
        .forEach(
            c -> {
              if (c < 128) {
                ascii[c]++;
              } else {
                others.merge(c, 1, Integer::sum);
              }
            });
    double entropy = 0;
    for (int count : ascii) {
      entropy += part(count, bytes);
    }
    for (int count : others.values()) {
      entropy += part(count, bytes);
    }
    return entropy;
  }

  private static double part(int count, int bytes) {
    if (count == 0) {
      return 0;
    }
    double share = count * (1.0 / bytes);
    return -share * (Math.log(share) / Math.log(2));
  }
}
