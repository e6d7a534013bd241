package dev.coffer.scanner.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.scanner.fake.Rules;
import dev.coffer.scanner.regex.Finder;
import dev.coffer.scanner.regex.Plan;
import dev.coffer.scanner.regex.Regex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looking only where a word stands finds what looking everywhere finds. */
final class MatchesTest {
  private static final List<String> PATTERNS =
      List.of(
          "(?i)[\\w.-]{0,50}?(?:key|token|api)(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|:{1,3}=|:)[\\s'\"=]{0,5}([\\w.=-]{4,12})(?:[\\s;'\"]|$)",
          "\\b((?:AKIA|AB[CD]A)[A-Z2-7]{3})\\b",
          "[a-z]{2}_live_[0-9]{2,}",
          "tok(?:en)?-[a-f]+",
          "(?:x|yy|zzz)key=(\\w+)",
          "(?i)sk-[a-z]{0,3}?key",
          "[\\w.-]{0,5}?(?i:[\\w.-]{0,5}?(?:(?-i:Key|KEY)))=([a-f0-9]{2})",
          "(?i)(?:key|token)[\\w.-]{0,6}(?:(?:::?=|=)[ '\"]{0,2}|[=:]?\\s?['\"]|(?:\\n){0,2}(?:-|;)?x)([a-f0-9]{2,4})",
          "api(?:_live_)?(?:[.]|(?:=|:)?42)+(?:$|;|\\n)");
  private static final List<Compiled> RULES =
      PATTERNS.stream().map(pattern -> Compiled.of(Rules.of(Rules.rule("r", pattern)))).toList();
  private static final List<Regex> REGEXES = PATTERNS.stream().map(Regex::parse).toList();
  private static final String[] PIECES = {
    "key", "KEY", "Key", "token", "tok-", "api", "=", ":", "::=", " ", "'", "\"", "AKIA", "ABCA", "ABD", "QQ2", "sk-",
    "_live_", "42", "x", "yy", "zzz", ".", "-", "\n", "é", "\u212A", "\u017F", "😀", "abcdef", "ab12", ";"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anchoredMatchesAreAllMatches(long seed) {
    Random random = new Random(seed);
    List<RuleAndText> cases = new ArrayList<>();
    for (int round = 0; round < 150; round++) {
      StringBuilder text = new StringBuilder();
      int pieces = random.nextInt(60);
      boolean ascii = random.nextBoolean();
      for (int piece = 0; piece < pieces; piece++) {
        String next = PIECES[random.nextInt(PIECES.length)];
        text.append(ascii && !next.chars().allMatch(c -> c < 128) ? "_" : next);
      }
      cases.add(new RuleAndText(PATTERNS.get(random.nextInt(PATTERNS.size())), text.toString()));
    }
    for (RuleAndText one : cases) {
      assertThat(anchored(one)).as("seed %d, pattern %s, text %s", seed, one.pattern, one.text).isEqualTo(everywhere(one));
    }
  }

  private record RuleAndText(String pattern, String text) {}

  private static List<String> anchored(RuleAndText one) {
    Compiled rules = RULES.get(PATTERNS.indexOf(one.pattern));
    Hits hits = new Hits(rules);
    Text text = Text.of(one.text.getBytes(StandardCharsets.UTF_8));
    hits.search(text);
    CompiledRule rule = rules.rule(0);
    int[] found = new Matches(rule, rule.regex().orElseThrow()).in(text, hits);
    List<String> places = new ArrayList<>();
    for (int index = 0; index < found.length; index += 2) {
      places.add(found[index] + "-" + found[index + 1]);
    }
    return places;
  }

  private static List<String> everywhere(RuleAndText one) {
    Finder finder = new Finder(REGEXES.get(PATTERNS.indexOf(one.pattern)));
    List<String> places = new ArrayList<>();
    boolean ascii = one.text.chars().allMatch(c -> c < 128);
    int from = 0;
    while (from <= one.text.length() && finder.find(one.text, ascii, from)) {
      places.add(finder.start() + "-" + finder.end());
      from = Math.max(finder.end(), from + 1);
    }
    return places;
  }

  @Test
  void eachOfThesePatternsHasAWord() {
    assertThat(PATTERNS).noneMatch(pattern -> Regex.plan(pattern) instanceof Plan.Whole);
  }
}
