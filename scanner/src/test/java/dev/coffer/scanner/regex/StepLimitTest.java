package dev.coffer.scanner.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Patterns that would keep an engine that backtracks busy for years. */
final class StepLimitTest {
  private static final Duration MOST = Duration.ofSeconds(60);

  @Test
  void nestedRepetitionsEnd() {
    String text = "a".repeat(4_000) + "!";
    Assertions.assertTimeoutPreemptively(
        MOST,
        () -> {
          assertThat(Regex.parse("(a+)+$").isIn(text)).isFalse();
          assertThat(Regex.parse("(a|aa)+$").isIn(text)).isFalse();
          assertThat(Regex.parse("(a*)*b").isIn(text)).isFalse();
          assertThat(Regex.parse("a*a*a*a*a*a*b").isIn(text)).isFalse();
          assertThat(Regex.parse("(a+)+!$").isIn(text)).isTrue();
        });
  }

  @Test
  void deepRecursionEnds() {
    String text = "ab".repeat(50_000) + "c";
    assertThat(Regex.parse("^(?:(a)|(b))*c$").isIn(text)).isTrue();
  }

  @Test
  void manyPlacesInOneTextEnd() {
    String text = "x".repeat(20) + "key ".repeat(5_000);
    Assertions.assertTimeoutPreemptively(
        MOST,
        () -> {
          Finder finder = new Finder(Regex.parse("key[a-z ]{0,60}[a-z]{0,60}[ a-y]{0,60}="));
          for (int at = 20; at < 20_000; at += 4) {
            assertThat(finder.startsAt(text, true, at)).isFalse();
            if (finder.gaveUp()) {
              return;
            }
          }
        });
  }
}
