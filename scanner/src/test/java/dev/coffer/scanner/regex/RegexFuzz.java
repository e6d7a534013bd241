package dev.coffer.scanner.regex;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/** Whatever the pattern, it is refused or searches any text to an end, and both engines can read it. */
@Tag("fuzz")
final class RegexFuzz {
  @FuzzTest(maxDuration = "15s")
  void anyPatternIsRefusedOrSearches(FuzzedDataProvider data) {
    String text = data.consumeString(200);
    String pattern = data.consumeRemainingAsString();
    Regex regex;
    try {
      regex = Regex.parse(pattern);
    } catch (RegexException _) {
      return;
    }
    regex.isIn(text);
    boolean found = regex.linear().matcher(text).find();
    if (Ascii.isAscii(text) && Ascii.isAscii(pattern) && found != regex.isIn(text)) {
      throw new AssertionError("the engines do not agree about " + pattern);
    }
    Regex.plan(pattern);
  }
}
