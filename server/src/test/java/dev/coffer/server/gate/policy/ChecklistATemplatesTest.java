package dev.coffer.server.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checklist A: values of templates are neither wildcards nor path separators. */
final class ChecklistATemplatesTest {
  private static final String ALPHABET = "ab*+/.,\\%{}\u0001\u00e4";
  private static final String[] TEMPLATES = {
    "secret/{{identity.entity.name}}", "secret/{{identity.entity.name}}/*", "secret/{{identity.entity.name}}*",
    "secret/+/{{identity.entity.name}}", "secret/+/{{identity.entity.name}}/*", "{{identity.entity.name}}/+/x",
    "secret/x{{identity.entity.name}}y/+", "secret/{{identity.entity.name}}/{{identity.entity.name}}",
    "{{identity.entity.name}}*", "+/{{ identity.entity.name }}", "secret/a+{{identity.entity.name}}/b"
  };

  private static Acl acl(String value, String... paths) {
    StringBuilder text = new StringBuilder();
    for (String path : paths) {
      text.append("path \"").append(path).append("\" { capabilities = [\"read\"] }\n");
    }
    return CompiledAcl.of(
        Map.of("p", PolicyText.parse(text.toString())), asked -> named(asked, value));
  }

  private static Optional<String> named(String asked, String value) {
    return asked.equals("identity.entity.name") ? Optional.of(value) : Optional.empty();
  }

  private static boolean reads(Acl acl, String path) {
    return acl.decide(Query.of(path, Capability.READ)) instanceof Decision.Allow;
  }

  /**
   * What the words of a template mean, told another way: segment by segment, with the value as the
   * letters it has.
   */
  private static boolean meant(String template, String value, String path) {
    if (value.contains("/") || value.equals(".") || value.equals("..") || value.isEmpty()
        || value.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    boolean open = template.endsWith("*");
    String[] wanted = (open ? template.substring(0, template.length() - 1) : template).split("/", -1);
    String[] given = path.split("/", -1);
    if (open ? given.length < wanted.length : given.length != wanted.length) {
      return false;
    }
    for (int at = 0; at < wanted.length; at++) {
      String literal = wanted[at].replaceAll("\\{\\{ *identity.entity.name *}}", "\u0002").replace("\u0002", value);
      boolean prefix = open && at == wanted.length - 1;
      if (!wanted[at].equals("+") && !(prefix ? given[at].startsWith(literal) : given[at].equals(literal))) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noValueEverWidensARule(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 600; round++) {
      String template = TEMPLATES[random.nextInt(TEMPLATES.length)];
      String value = word(random, 4);
      Acl acl = acl(value, template);
      List<String> paths = new ArrayList<>(List.of(template.replaceAll("\\{\\{.*?}}", "*")));
      for (int at = 0; at < 20; at++) {
        paths.add(path(random, value));
      }
      for (String path : paths) {
        assertThat(reads(acl, path))
            .as("seed %d: %s with <%s> on %s", seed, template, value, path)
            .isEqualTo(meant(template, value, path));
      }
    }
  }

  private static String word(Random random, int most) {
    StringBuilder word = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) {
      word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return word.toString();
  }

  private static String path(Random random, String value) {
    StringBuilder path = new StringBuilder(random.nextBoolean() ? "secret" : value.replace("/", ""));
    for (int left = random.nextInt(4); left > 0; left--) {
      String piece =
          switch (random.nextInt(5)) {
            case 0 -> value.replace("/", "");
            case 1 -> "x" + value.replace("/", "") + "y";
            case 2 -> "x";
            case 3 -> value.replace("/", "") + "b";
            default -> word(random, 2).replace("/", "");
          };
      path.append('/').append(piece.isEmpty() ? "b" : piece);
    }
    return path.isEmpty() || path.charAt(0) == '/' ? "s" + path : path.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "+", "..", ".", "a/b", "", "a\u0000", "/"})
  void aHostileNameReadsNobodyElsesSecrets(String name) {
    Acl acl = acl(name, "secret/{{identity.entity.name}}/*", "kv/+/{{identity.entity.name}}");
    for (String path : List.of("secret/bob/x", "secret/a/b", "secret/x", "kv/a/bob", "kv/a/b", "secret//x", "kv/a/b/c")) {
      assertThat(reads(acl, path)).as(name + " on " + path).isFalse();
    }
  }

  @Test
  void aPlusInAValueIsThatLetter() {
    Acl acl = acl("+", "secret/{{identity.entity.name}}/x", "kv/+/{{identity.entity.name}}");
    assertThat(reads(acl, "secret/+/x")).isTrue();
    assertThat(reads(acl, "secret/a/x")).isFalse();
    assertThat(reads(acl, "kv/a/+")).isTrue();
    assertThat(reads(acl, "kv/a/b")).isFalse();
  }

  @Test
  void aStarAtTheEndOfAValueIsThatLetter() {
    Acl acl = acl("a*", "secret/{{identity.entity.name}}");
    assertThat(reads(acl, "secret/a*")).isTrue();
    assertThat(reads(acl, "secret/ab")).isFalse();
  }

  @Test
  void aDenyWithATemplateCountsForWhomItNames() {
    Map<String, Rules> policies =
        Map.of(
            "p",
            PolicyText.parse(
                """
                path "secret/*" { capabilities = ["read"] }
                path "secret/{{identity.entity.name}}" { capabilities = ["deny"] }
                """));
    Acl bob = CompiledAcl.of(policies, asked -> named(asked, "bob"));
    assertThat(reads(bob, "secret/bob")).isFalse();
    assertThat(reads(bob, "secret/eve")).isTrue();
  }

  @Test
  void aFilledRuleAndAWrittenOneOfTheSamePathAreOne() {
    Map<String, Rules> policies =
        Map.of(
            "p",
            PolicyText.parse(
                """
                path "secret/{{identity.entity.name}}" { capabilities = ["read"] }
                path "secret/a+b" { capabilities = ["deny"] }
                """));
    assertThat(reads(CompiledAcl.of(policies, asked -> named(asked, "a+b")), "secret/a+b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/{{", "a/}}", "a/{{}}", "a/{{identity.entity.id", "a/{{ {{x}} }}", "a/}}b{{"})
  void bracesStandInPairsAroundAName(String path) {
    assertThatThrownBy(() -> PolicyText.parse("path \"" + path + "\" { capabilities = [\"read\"] }"))
        .isInstanceOf(Refused.class);
  }

  @Test
  void anUnknownTemplateIsToldAndMatchesNothing() {
    Rules rules = PolicyText.parse("path \"a/{{identity.entity.shoe}}\" { capabilities = [\"read\"] }");
    assertThat(rules.warnings()).singleElement().asString().contains("no such identity template");
    assertThat(reads(CompiledAcl.of(Map.of("p", rules)), "a/{{identity.entity.shoe}}")).isFalse();
  }
}
