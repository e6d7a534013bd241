package dev.coffer.server.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextTest {
  private static Rule only(String text) {
    Rules rules = PolicyText.parse(text);
    assertThat(rules.rules()).hasSize(1);
    return rules.rules().getFirst();
  }

  @Test
  void everyKeyOfARuleIsRead() {
    Rule rule =
        only(
            """
            name = "ignored"
            path "/secret/+/app*" {
              comment = "why"
              capabilities = ["create", "read", "update", "patch", "delete", "list", "scan", "sudo"]
              allowed_parameters = { "Key" = ["a", 1, true], "*" = [] }
              denied_parameters = { other = [] }
              required_parameters = ["Key"]
              min_wrapping_ttl = 1
              max_wrapping_ttl = "1h"
              pagination_limit = 10
            }
            """);
    assertThat(rule.pattern()).isEqualTo(new PathPattern("secret/+/app", true, true));
    assertThat(rule.capabilities()).isEqualTo(EnumSet.complementOf(EnumSet.of(Capability.DENY)));
    assertThat(rule.parameters().allowed()).containsOnlyKeys("key", "*");
    assertThat(rule.parameters().required()).containsExactly("key");
    assertThat(rule.minWrap()).contains(Duration.ofSeconds(1));
    assertThat(rule.maxWrap()).contains(Duration.ofHours(1));
    assertThat(rule.pageMax()).hasValue(10);
  }

  @Test
  void jsonSaysTheSame() {
    assertThat(only("{\"path\": {\"secret/*\": {\"capabilities\": [\"read\"], \"denied_parameters\": {\"a\": [1]}}}}"))
        .isEqualTo(only("path \"secret/*\" {\n capabilities = [\"read\"]\n denied_parameters { a = [1] }\n}"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          read, READ LIST
          write, CREATE READ UPDATE DELETE LIST
          sudo, CREATE READ UPDATE DELETE LIST SUDO
          deny, DENY
          """)
  void theWordsOfVaultsFirstPoliciesStillMeanWhatTheyMeant(String word, String capabilities) {
    Set<Capability> meant = EnumSet.noneOf(Capability.class);
    for (String name : capabilities.split(" ", -1)) {
      meant.add(Capability.valueOf(name));
    }
    assertThat(only("path \"a\" { policy = \"" + word + "\" }").capabilities()).isEqualTo(meant);
  }

  @Test
  void denyNextToOtherCapabilitiesIsADeny() {
    assertThat(only("path \"a\" { capabilities = [\"read\", \"deny\", \"list\"] }").capabilities())
        .containsExactly(Capability.DENY);
    assertThat(only("path \"a\" { policy = \"write\" capabilities = [\"deny\"] }").capabilities())
        .containsExactly(Capability.DENY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '§',
      textBlock =
          """
          path "a" { capability = ["read"] }                      | line 1, column 12: this name is not known here
          paths "a" { }                                           | line 1, column 1: this name is not known here
          path "a" { capabilities = ["raed"] }                    | line 1, column 28: expected one of create, read
          path "a" { capabilities = ["READ"] }                    | line 1, column 28: expected one of
          path "a" { capabilities = ["root"] }                    | line 1, column 28: expected one of
          path "a" { capabilities = "read" }                      | line 1, column 27: capabilities must be a list
          path "a" { capabilities = [1] }                         | line 1, column 28: expected one of
          path "a" { capabilities = ["read"] capabilities = [] }  | line 1, column 36: this name has a value already
          path "a" { policy = "admin" }                           | line 1, column 21: policy must be read, write
          path "a/+*" { }                                         | line 1, column 6: +* is no wildcard
          path "a" { allowed_parameters = { "x" = "y" } }         | line 1, column 35: expected a name with a list
          path "a" { denied_parameters = { a = [] A = [] } }      | line 1, column 41: this parameter stands twice
          path "a" { required_parameters = { a = [] } }           | line 1, column 34: required_parameters must be a list
          path "a" { min_wrapping_ttl = "soon" }                  | line 1, column 31: min_wrapping_ttl must be a duration
          path "a" { min_wrapping_ttl = 9 max_wrapping_ttl = 3 }  | line 1, column 10: max_wrapping_ttl cannot be less
          path "a" { pagination_limit = -1 }                      | line 1, column 31: pagination_limit must be
          path "a" { mfa_methods = ["x"] }                        | line 1, column 12: this name is not known here
          path "a" { control_group = { } }                        | line 1, column 12: this name is not known here
          path "a" { expiration = "2026-01-01T00:00:00Z" }        | line 1, column 12: this name is not known here
          path "a/{{identity.entity.id" { }                       | line 1, column 6: expected {{ and }} in pairs
          path "a" "b" { }                                        | line 1, column 10: expected { here
          path { capabilities = ["read"] }                        | line 1, column 24: expected a block
          path = "a"                                              | line 1, column 8: expected a block
          path "a" { capabilities = ["read"]                      | line 1, column 10: expected a }
          """)
  void whatIsNotUnderstoodIsRefusedWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> PolicyText.parse(text))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.Malformed.class,
                        bad -> assertThat(bad.why()).startsWith("failed to parse policy: " + message)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path \"a/*/b\" {}",
        "path \"a//b\" {}",
        "path \"a/../b\" {}",
        "path \"a\" { allowed_parameters = { x = [\"*\"] } }",
        "path \"a/{{identity.entity.shoe}}/*\" {}"
      })
  void legalRulesThatDoNotDoWhatTheySeemToAreWarnedOf(String text) {
    assertThat(PolicyText.parse("\n" + text).warnings()).singleElement().asString().startsWith("line 2: ");
  }

  @Test
  void ordinaryRulesGetNoWarning() {
    assertThat(PolicyText.parse(BuiltInPolicies.DEFAULT_TEXT).warnings()).isEmpty();
    assertThat(PolicyText.parse("").rules()).isEmpty();
  }
}
