package dev.coffer.scanner.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** java.util.regex in both spellings, and RE2/J, which is Go's engine in Java, find the same. */
final class EnginesAgreeTest {
  private static final int PATTERNS = 60;
  private static final String[] OTHERS = {"é", "\u212A", "\u017F", "😀"};
  private static final String LETTERS = "abkS1_- .\n";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyPatternMatchesTheSameInEachEngine(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < PATTERNS; round++) {
      String pattern = pattern(random, 2);
      Regex regex = Regex.parse(pattern);
      for (int texts = 0; texts < 5; texts++) {
        String text = text(random);
        String seen = "seed " + seed + ", pattern " + pattern + ", text " + text;
        com.google.re2j.Matcher matcher = regex.linear().matcher(text);
        String linear = matcher.find() ? matcher.start() + "-" + matcher.end() : "none";
        assertThat(first(regex, text, false)).as(seen).isEqualTo(linear);
        if (Ascii.isAscii(text)) {
          assertThat(first(regex, text, true)).as(seen).isEqualTo(linear);
        }
      }
    }
  }

  private static String first(Regex regex, String text, boolean ascii) {
    Finder finder = new Finder(regex);
    return finder.find(text, ascii, 0) ? finder.start() + "-" + finder.end() : "none";
  }

  static String text(Random random) {
    StringBuilder text = new StringBuilder();
    boolean more = random.nextInt(3) == 0;
    int length = random.nextInt(20);
    for (int at = 0; at < length; at++) {
      boolean other = more && random.nextInt(4) == 0;
      text.append(other ? OTHERS[random.nextInt(OTHERS.length)] : LETTERS.substring(at % LETTERS.length()).substring(0, 1));
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  static String pattern(Random random, int depth) {
    StringBuilder pattern = new StringBuilder();
    if (random.nextInt(4) == 0) {
      pattern.append("(?i)");
    }
    int items = 1 + random.nextInt(4);
    for (int item = 0; item < items; item++) {
      pattern.append(atom(random, depth)).append(repeat(random));
    }
    return pattern.toString();
  }

  private static String repeat(Random random) {
    String[] repeats = {"", "", "", "?", "*", "+", "{2}", "{0,3}", "*?", "+?", "{1,2}?"};
    return repeats[random.nextInt(repeats.length)];
  }

  private static String atom(Random random, int depth) {
    String[] atoms = {"a", "b", "k", "S", "1", "_", "\\.", "\\s", "\\w", "\\d", "\\W", ".", "[ab]", "[^a]", "[a-k_]", "(?:ab|k)", "\\b", "[[:punct:]]"};
    int choice = random.nextInt(atoms.length + (depth > 0 ? 4 : 0));
    if (choice < atoms.length) {
      return atoms[choice].equals("\\b") ? "(?:\\b)" : atoms[choice];
    }
    return "(" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
  }
}
