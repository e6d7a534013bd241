package dev.coffer.scanner.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds what its provider makes, and leaves alone what only comes near it. */
class DefaultRulesTest {
  private static final List<ProviderRule> RULES = DefaultRules.all();

  /** RE2 itself compiles every pattern here. */
  private static final Map<String, RuleReading> READINGS =
      RuleReading.of(RULES, DefaultRules.allowedEverywhere());

  private static final long SEEDS = 2;

  private static final Map<String, List<Example>> EXAMPLES = examples();

  private static Map<String, List<Example>> examples() {
    try {
      return Example.all().stream().collect(Collectors.groupingBy(Example::ruleId));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static List<Example> examples(ProviderRule rule) {
    return EXAMPLES.getOrDefault(rule.id(), List.of());
  }

  static Stream<ProviderRule> rules() {
    return RULES.stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void examplesAreFoundAndNearMissesAreNot(ProviderRule rule) {
    RuleReading reading = reading(rule.id());
    for (Example example : examples(rule)) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        String text = ExampleText.filled(example.pattern(), random(example, seed));
        if (reading.finds(example.path(), text) != example.found()) {
          fail("seed %d: %s in %s", seed, example, text);
        }
      }
    }
  }

  /** Else a scanner that looks for keywords first would never see the secret. */
  @ParameterizedTest
  @MethodSource("rules")
  void whatThePatternNeedsHoldsAKeyword(ProviderRule rule) {
    RuleReading reading = reading(rule.id());
    for (Example example : examples(rule)) {
      String text = ExampleText.filled(example.pattern(), random(example, SEEDS + 1));
      if (reading.matches(text) && !reading.hasKeyword(text)) {
        fail("%s has no keyword: %s", example, text);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void ruleIsWhole(ProviderRule rule) {
    assertThat(rule.id()).matches("[0-9a-z]+(-[0-9a-z]+)*");
    assertThat(rule.title()).isNotBlank();
    assertThat(rule.source()).isNotBlank();
    assertThat(rule.regex() + rule.path()).isNotEmpty();
    assertThat(rule.keywords())
        .isNotNull()
        .allMatch(word -> word.equals(word.toLowerCase(Locale.ROOT)));
    assertThat(rule.keywords().isEmpty()).isEqualTo(rule.regex().isEmpty());
  }

  @Test
  void idsAreThoseThatUsersOfGitleaksKnow() throws IOException {
    assertThat(READINGS.keySet()).containsAll(Example.resource("known-ids.txt").lines().toList());
  }

  @Test
  void everyRuleHasTwoExamplesAndTwoNearMisses() throws IOException {
    Map<String, Long> found = counts(true);
    Map<String, Long> missed = counts(false);
    assertThat(found)
        .containsOnlyKeys(READINGS.keySet())
        .allSatisfy((id, n) -> assertThat(n).isGreaterThan(1));
    assertThat(missed)
        .containsOnlyKeys(READINGS.keySet())
        .allSatisfy((id, n) -> assertThat(n).isGreaterThan(1));
  }

  @Test
  void placeholdersAreNoSecrets() {
    List<String> placeholders =
        List.of(
            "ghp_" + "x".repeat(36),
            "ghp_" + "A1b2".repeat(9),
            "AKIA" + "IOSFODNN7EXAMPLE",
            "sk_test_" + "your_key_here",
            "SG." + "x".repeat(22) + "." + "y".repeat(43));
    for (String placeholder : placeholders) {
      assertThat(READINGS)
          .as(placeholder)
          .noneSatisfy(
              (id, rule) ->
                  assertThat(rule.finds("a.txt", "token = \"" + placeholder + "\"")).isTrue());
    }
  }

  private static Map<String, Long> counts(boolean found) throws IOException {
    return Example.all().stream()
        .filter(example -> example.found() == found)
        .collect(Collectors.groupingBy(Example::ruleId, Collectors.counting()));
  }

  private static RuleReading reading(String id) {
    return Objects.requireNonNull(READINGS.get(id), id);
  }

  private static SplittableRandom random(Example example, long seed) {
    return new SplittableRandom(seed * 1_000_003 + example.pattern().hashCode());
  }
}
