package dev.coffer.server.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a naive policy evaluation gets wrong: another spelling, another decision. */
class ChecklistAOnePathOneDecisionTest {

  private static Acl acl(String policy) {
    return CompiledAcl.of(Map.of("p", PolicyText.parse(policy)));
  }

  private static boolean allows(Acl acl, String path, Capability capability) {
    return acl.decide(Query.of(path, capability)) instanceof Decision.Allow;
  }

  @Test
  void aTrailingSlashOfAListSkipsNoDeny() {
    Acl acl =
        acl(
            """
            path "secret/metadata/*" { capabilities = ["list", "scan"] }
            path "secret/metadata/private/*" { capabilities = ["deny"] }
            """);
    assertThat(allows(acl, "secret/metadata/public/", Capability.LIST)).isTrue();
    for (Capability capability : Set.of(Capability.LIST, Capability.SCAN)) {
      assertThat(allows(acl, "secret/metadata/private/", capability)).isFalse();
      assertThat(allows(acl, "secret/metadata/private", capability)).isFalse();
      assertThat(allows(acl, "secret/metadata/private/deep/", capability)).isFalse();
    }
    assertThat(acl.capabilities("secret/metadata/private/")).containsExactly(Capability.DENY);
  }

  @Test
  void aDenyOnTheNameOfAFolderHoldsForItsListAndForSudo() {
    Acl acl =
        acl(
            """
            path "secret/metadata/*" { capabilities = ["list", "scan", "sudo", "read"] }
            path "secret/metadata/private" { capabilities = ["deny"] }
            """);
    for (Capability capability : Set.of(Capability.LIST, Capability.SCAN, Capability.SUDO, Capability.READ)) {
      assertThat(allows(acl, "secret/metadata/private/", capability)).as(capability.word()).isFalse();
      assertThat(allows(acl, "secret/metadata/private", capability)).as(capability.word()).isFalse();
    }
  }

  @Test
  void aMoreSpecificFolderMayBeListedThoughItsParentMayNot() {
    Acl acl =
        acl(
            """
            path "secret/metadata/*" { capabilities = ["read"] }
            path "secret/metadata/open/*" { capabilities = ["list"] }
            """);
    assertThat(allows(acl, "secret/metadata/open/", Capability.LIST)).isTrue();
    assertThat(allows(acl, "secret/metadata/", Capability.LIST)).isFalse();
  }

  @Test
  void aRuleOnTheNameOfAFolderLetsListIt() {
    Acl acl = acl("path \"auth/token/accessors\" { capabilities = [\"list\", \"sudo\"] }");
    assertThat(allows(acl, "auth/token/accessors/", Capability.LIST)).isTrue();
    assertThat(allows(acl, "auth/token/accessors/", Capability.SUDO)).isTrue();
  }

  @Test
  void caseAndUnicodeAreNeverFolded() {
    Acl acl =
        acl(
            """
            path "secret/data/*" { capabilities = ["read"] }
            path "secret/data/K\\u00c9Y" { capabilities = ["deny"] }
            """);
    assertThat(allows(acl, "secret/data/K\u00c9Y", Capability.READ)).isFalse();
    // Other bytes are another secret in the store, so another decision is right.
    assertThat(allows(acl, "secret/data/k\u00e9y", Capability.READ)).isTrue();
    assertThat(allows(acl, "secret/data/KE\u0301Y", Capability.READ)).isTrue();
  }

  @Test
  void aLeadingSlashIsNotAnotherSpelling() {
    Acl acl = acl("path \"*\" { capabilities = [\"read\"] } path \"secret/*\" { capabilities = [\"deny\"] }");
    assertThat(allows(acl, "secret/a", Capability.READ)).isFalse();
    assertThat(allows(acl, "/secret/a", Capability.READ)).isFalse();
    assertThat(allows(acl("path \"/secret/*\" { capabilities = [\"read\"] }"), "secret/a", Capability.READ)).isTrue();
  }

  @Test
  void anEmptyListOfCapabilitiesGrantsNothingAndHidesWiderRules() {
    Acl acl = acl("path \"a/*\" { capabilities = [\"read\"] } path \"a/b\" { capabilities = [] } path \"a/c\" { }");
    assertThat(allows(acl, "a/b", Capability.READ)).isFalse();
    assertThat(allows(acl, "a/c", Capability.READ)).isFalse();
    assertThat(allows(acl, "a/d", Capability.READ)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "11", "99999999999999999999", "1.5", "\"\"", "\"0\"", "\"-5\"", "\"ten\"", "true", "null", "[5]"})
  void noLimitGetsAroundThePageLimit(String limit) {
    Acl acl = acl("path \"a/*\" { capabilities = [\"list\"] pagination_limit = 10 }");
    Json.Object fields =
        (Json.Object) new dev.coffer.kit.json.JsonReader(dev.coffer.kit.json.JsonLimits.REQUEST).read("{\"limit\":" + limit + "}");
    assertThat(acl.decide(list(fields))).isInstanceOf(Decision.Deny.class);
    assertThat(acl.decide(list(Json.Object.empty()))).isInstanceOf(Decision.Deny.class);
    assertThat(acl.decide(list(Json.object().put("limit", 10).build()))).isInstanceOf(Decision.Allow.class);
    assertThat(acl.decide(list(Json.object().put("limit", "1").build()))).isInstanceOf(Decision.Allow.class);
  }

  private static Query list(Json.Object fields) {
    return new Query("a/", Set.of(Capability.LIST), Optional.of(fields), Optional.empty());
  }

  @Test
  void aTemplateIsNoWildcardForWhomItStandsForNothing() {
    Rules rules = PolicyText.parse("path \"secret/{{identity.entity.id}}/*\" { capabilities = [\"read\"] }");
    Acl acl = CompiledAcl.of(Map.of("p", rules));
    assertThat(rules.warnings()).isEmpty();
    for (String path : new String[] {"secret/x/y", "secret/{{identity.entity.id}}/y", "secret//y", "secret/+/y"}) {
      assertThat(allows(acl, path, Capability.READ)).isFalse();
    }
  }

  @Test
  void wildcardCharactersOfARequestAreOrdinary() {
    Acl acl = acl("path \"secret/a\" { capabilities = [\"read\"] } path \"secret/+/x\" { capabilities = [\"read\"] }");
    for (String path : new String[] {"secret/*", "secret/+", "+/a", "*", "secret/+/+", "secret/*/*"}) {
      assertThat(allows(acl, path, Capability.READ)).as(path).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a/b", "../a", "..", ".", "a\\b", "a\u0000", "a\nb", "a\u007f", "a\u202eb", "/", "a/../b"})
  void namesOfPoliciesLeadNowhereElse(String name) {
    assertThatThrownBy(() -> PolicyName.of(name))
        .isInstanceOfSatisfying(Refused.class, bad -> assertThat(bad.failure()).isInstanceOf(Failure.Malformed.class));
  }

  @Test
  void namesOfPoliciesHaveOneSpelling() {
    assertThat(PolicyName.of(" Team-A ").text()).isEqualTo("team-a");
    assertThatThrownBy(() -> PolicyName.of("x".repeat(PolicyName.CHARS_MAX + 1))).isInstanceOf(Refused.class);
  }
}
