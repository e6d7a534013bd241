package dev.coffer.scanner.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pattern matches, as Go 1.26 was seen to answer. */
final class GoMeaningTest {
  @ParameterizedTest(name = "{0} in {1}: {2}")
  @CsvSource(
      delimiter = '§',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "a$§a§true",
        "(?m)a$§a|b§false",
        "[[:alpha:]]+1§ab1§true",
        "[[:^alpha:]]§ab§false",
        "[[:word:]]§_§true",
        "\\x{41}\\x42§AB§true",
        "\\101§A§true",
        "\\Qa.b\\E+§a.bb§true",
        "\\Qa.b\\E§axb§false",
        "(?P<n>a)(?<m>b)§ab§true",
        "a{,2}§a{,2}§true",
        "a{2}§aa§true",
        "(?i)k§\u212A§true",
        "(?i)s§\u017F§true",
        "(?i)[a-z]§\u212A§true",
        "(?i)\\w§\u017F§true",
        "\\w§\u017F§false",
        "(?i)é§É§true",
        "k§\u212A§false",
        "\\d§٣§false",
        "\\bé§é§false",
        "\\pL§é§true",
        "\\p{Greek}§α§true",
        "\\PL§a§false",
        "[^\\pL]§a§false",
        "\\p{^Lu}§A§false",
        "(?i:a)B§aB§true",
        "(?i:a)B§Ab§false",
        "(?i)a(?-i:B)§aB§true",
        "(?i)a(?-i:B)§ab§false",
        "a|b|§zzz§true",
        "[]a]§]§true",
        "[a-]§-§true",
        "[\\-a]§-§true",
        "x*?y§xxy§true",
        "(?U)x+y§xxy§true",
        "^a\\z§a§true",
      })
  void aPatternMeansWhatItMeansInGo(String pattern, String text, boolean found) {
    assertThat(Regex.parse(pattern).isIn(text)).isEqualTo(found);
  }

  @Test
  void theDollarIsTheEndOfTheTextOnly() {
    assertThat(Regex.parse("a$").isIn("a\n")).isFalse();
    assertThat(Regex.parse("(?m)a$").isIn("a\nb")).isTrue();
    assertThat(Regex.parse("(?m)a$").isIn("a\rb")).isFalse();
    assertThat(Regex.parse("(?m)^$").isIn("a\n")).as("behind the last newline a line begins").isTrue();
    assertThat(Regex.parse("(?m)^b").isIn("a\u2028b")).isFalse();
  }

  @Test
  void onlyANewlineIsNotMatchedByTheDot() {
    assertThat(Regex.parse("a.b").isIn("a\nb")).isFalse();
    assertThat(Regex.parse("a.b").isIn("a\rb")).isTrue();
    assertThat(Regex.parse("a.b").isIn("a\u0085b")).isTrue();
    assertThat(Regex.parse("a.b").isIn("a\u2028b")).isTrue();
    assertThat(Regex.parse("(?s)a.b").isIn("a\nb")).isTrue();
  }

  @Test
  void aVerticalTabIsNoBlank() {
    assertThat(Regex.parse("\\s").isIn(" ")).isTrue();
    assertThat(Regex.parse("\\s").isIn("\u000B")).isFalse();
    assertThat(Regex.parse("[[:space:]]").isIn("\u000B")).isTrue();
    assertThat(Regex.parse("\\s").isIn("\u00A0")).isFalse();
  }

  @Test
  void anEdgeOfAWordIsAsciis() {
    assertThat(Regex.parse("\\bab\\b").isIn("éabé")).isTrue();
    assertThat(Regex.parse("a\\b").isIn("a\u0301")).as("a mark that combines is no letter").isTrue();
    assertThat(Regex.parse("a\\Bé").isIn("aé")).isFalse();
  }

  @Test
  void aCharacterBeyondSixteenBitsIsOne() {
    assertThat(Regex.parse("^.{2}$").isIn("😀é")).isTrue();
    assertThat(Regex.parse("^[^a]$").isIn("😀")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(?>a)", "a++", "a**", "a{2}{3}", "*a", "a|*", "(a", "a)", "[a", "[z-a]",
        "\\1", "(a)\\1", "\\Z", "\\e", "\\C", "\\", "a{1001}", "(a{100}){100}", "a{2,1}", "(?P<n>a)(?P<n>b)", "(?P<>a)",
        "(?z)", "(?i", "\\p{Nope}", "\\pX", "[[:nope:]]", "\\x{110000}", "\\xg", "(?#c)", "[a-\\d]", "(?i-)a", "\\k<n>", "(?P=n)",
      })
  void whatRe2RefusesIsRefused(String pattern) {
    assertThatThrownBy(() -> Regex.parse(pattern))
        .isInstanceOf(RegexException.class)
        .hasMessageStartingWith("error parsing regexp: ");
  }

  @Test
  void aPatternThatNestsTooDeeplyIsRefused() {
    assertThatThrownBy(() -> Regex.parse("(".repeat(5_000) + ")".repeat(5_000))).isInstanceOf(RegexException.class);
    assertThatThrownBy(() -> Regex.parse("a".repeat(100_000))).isInstanceOf(RegexException.class);
  }

  @Test
  void groupsAreCountedAndGiven() {
    Finder finder = new Finder(Regex.parse("(a)(?:b)(?P<x>c)?"));
    assertThat(finder.find("zab", true, 0)).isTrue();
    assertThat(finder.group(1)).isEqualTo("a");
    assertThat(finder.group(2)).as("a group that took no part").isEmpty();
    assertThat(finder.regex().groups()).isEqualTo(2);
  }
}
