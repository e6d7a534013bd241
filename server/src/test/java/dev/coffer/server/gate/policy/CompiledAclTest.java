package dev.coffer.server.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonLimits;
import dev.coffer.kit.json.JsonReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vault's documentation of policies, as a table (docs/policies.md has the same rules in words). */
class CompiledAclTest {
  private static final String ASTERISK_AND_PLUS =
      """
      path "exact/a" { capabilities = ["read"] }
      path "exact/*" { capabilities = ["update"] }
      path "prefix/a*" { capabilities = ["read"] }
      path "prefix/ab*" { capabilities = ["update"] }
      path "prefix/abc/*" { capabilities = ["delete"] }
      path "plus/+/end" { capabilities = ["read"] }
      path "plus/+/*" { capabilities = ["update"] }
      path "plus/x/+" { capabilities = ["delete"] }
      path "many/+/+/end" { capabilities = ["read"] }
      path "many/+/b/end" { capabilities = ["update"] }
      path "tail/+/ba*" { capabilities = ["read"] }
      path "tail/+/b*" { capabilities = ["update"] }
      path "tail/+/bar" { capabilities = ["delete"] }
      path "glob/+" { capabilities = ["read"] }
      path "glob/*" { capabilities = ["update"] }
      path "literal/+b" { capabilities = ["read"] }
      path "literal/a*b" { capabilities = ["read"] }
      path "none/secret" { capabilities = [] }
      path "none/*" { capabilities = ["read"] }
      path "shut/down" { capabilities = ["deny"] }
      path "shut/*" { capabilities = ["read", "sudo"] }
      path "open/up" { capabilities = ["read"] }
      path "open/*" { capabilities = ["deny"] }
      path "Case/A" { capabilities = ["read"] }
      path "bytes/é*" { capabilities = ["read"] }
      """;

  private static CompiledAcl acl(String... policies) {
    Map<String, Rules> rules = new LinkedHashMap<>();
    for (String policy : policies) {
      rules.put("p" + (rules.size() + 1), PolicyText.parse(policy));
    }
    return CompiledAcl.of(rules);
  }

  private static String words(Set<Capability> capabilities) {
    return capabilities.stream().sorted().map(Capability::word).collect(Collectors.joining(" "));
  }

  private static boolean allows(Acl acl, String path, Capability... capabilities) {
    return acl.decide(new Query(path, Set.of(capabilities), Optional.empty(), Optional.empty()))
        instanceof Decision.Allow;
  }

  private static Json.Object fields(String json) {
    return (Json.Object) new JsonReader(JsonLimits.REQUEST).read(json.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          exact/a, read
          exact/b, update
          exact/, update
          exact, ''
          exact/a/b, update
          prefix/a, read
          prefix/ax/y/z, read
          prefix/ab, update
          prefix/abc, update
          prefix/abc/, delete
          prefix/abc/d, delete
          prefix/b, ''
          plus/a/end, read
          plus/a/other, update
          plus/a/b/c, update
          plus/a, ''
          plus/x/end, delete
          plus/x/y/z, update
          plus//end, read
          many/a/b/end, update
          many/a/c/end, read
          many/a/b/c/end, ''
          tail/x/bar, delete
          tail/x/bard, read
          tail/x/bard/y, read
          tail/x/by, update
          tail/x/c, ''
          glob/a, read
          glob/a/b, update
          glob, ''
          literal/+b, read
          literal/xb, ''
          literal/a*b, read
          literal/axb, ''
          none/secret, ''
          none/other, read
          shut/down, deny
          shut/up, read sudo
          open/up, read
          open/down, deny
          Case/A, read
          case/a, ''
          Case/a, ''
          bytes/é, read
          bytes/éa, read
          bytes/e, ''
          /exact/a, ''
          '', ''
          """)
  void theMostSpecificRuleDecidesAlone(String path, String capabilities) {
    Acl acl = acl(ASTERISK_AND_PLUS);
    assertThat(words(acl.capabilities(path))).isEqualTo(capabilities);
    for (Capability capability : Capability.values()) {
      boolean granted = acl.capabilities(path).contains(capability) && capability != Capability.DENY;
      if (capability != Capability.LIST && capability != Capability.SCAN) {
        assertThat(allows(acl, path, capability)).as(path + " " + capability).isEqualTo(granted);
      }
    }
  }

  @Test
  void theStarAloneMatchesEverything() {
    Acl acl = acl("path \"*\" { capabilities = [\"read\"] }");
    assertThat(allows(acl, "a/b/c", Capability.READ)).isTrue();
    assertThat(allows(acl, "a", Capability.READ)).isTrue();
    assertThat(allows(acl, "a", Capability.UPDATE)).isFalse();
  }

  @Test
  void rulesOfOnePathUniteOverPoliciesAndDenyWins() {
    String read = "path \"a/*\" { capabilities = [\"read\"] }";
    String update = "path \"a/*\" { capabilities = [\"update\"] }";
    String deny = "path \"a/*\" { capabilities = [\"deny\"] }";
    assertThat(words(acl(read, update).capabilities("a/b"))).isEqualTo("read update");
    assertThat(words(acl(read + update).capabilities("a/b"))).isEqualTo("read update");
    assertThat(words(acl(read, deny, update).capabilities("a/b"))).isEqualTo("deny");
    assertThat(words(acl(deny, read).capabilities("a/b"))).isEqualTo("deny");
    assertThat(words(acl(deny, "path \"a/b\" { capabilities = [\"read\"] }").capabilities("a/b"))).isEqualTo("read");
  }

  @Test
  void allNeededCapabilitiesComeFromOneRule() {
    Acl acl = acl("path \"a/*\" { capabilities = [\"sudo\"] } path \"a/b\" { capabilities = [\"update\"] }");
    assertThat(allows(acl, "a/b", Capability.UPDATE)).isTrue();
    assertThat(allows(acl, "a/b", Capability.UPDATE, Capability.SUDO)).isFalse();
    assertThat(allows(acl, "a/b")).as("nothing asked is nothing granted").isFalse();
  }

  @Test
  void theAuditRecordLearnsWhichPoliciesGranted() {
    Acl acl = acl("path \"a\" { capabilities = [\"read\"] }", "path \"a\" { capabilities = [\"read\", \"sudo\"] }");
    assertThat(acl.decide(Query.of("a", Capability.READ))).isEqualTo(new Decision.Allow(List.of("p1", "p2")));
    assertThat(acl.decide(Query.of("a", Capability.SUDO))).isEqualTo(new Decision.Allow(List.of("p2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          allowed_parameters = { a = [] }                          | {'a':1}                      | true
          allowed_parameters = { a = [] }                          | {'A':1}                      | true
          allowed_parameters = { a = [] }                          | {'b':1}                      | false
          allowed_parameters = { a = [] }                          | {}                           | true
          allowed_parameters = { A = ["x"] }                       | {'a':'x'}                    | true
          allowed_parameters = { a = ["x"] }                       | {'a':'y'}                    | false
          allowed_parameters = { a = ["x"] }                       | {'a':''}                     | false
          allowed_parameters = { a = ["x"] }                       | {'a':null}                   | false
          allowed_parameters = { a = ["x","y"] }                   | {'a':['x','y']}              | true
          allowed_parameters = { a = ["x","y"] }                   | {'a':['x','z']}              | false
          allowed_parameters = { a = ["x","y"] }                   | {'a':'x, y'}                 | true
          allowed_parameters = { a = ["x","y"] }                   | {'a':'x,z'}                  | false
          allowed_parameters = { a = [["x","z"]] }                 | {'a':['x','z']}              | true
          allowed_parameters = { a = ["foo-*"] }                   | {'a':'foo-1'}                | true
          allowed_parameters = { a = ["*-foo"] }                   | {'a':'1-foo'}                | true
          allowed_parameters = { a = ["*foo*"] }                   | {'a':'1foo2'}                | true
          allowed_parameters = { a = ["foo-*"] }                   | {'a':'1foo-1'}               | false
          allowed_parameters = { a = ["*"] }                       | {'a':'x'}                    | false
          allowed_parameters = { a = [5] }                         | {'a':5}                      | true
          allowed_parameters = { a = [5] }                         | {'a':'5'}                    | true
          allowed_parameters = { a = [5] }                         | {'a':50}                     | false
          allowed_parameters = { a = [true] }                      | {'a':true}                   | true
          allowed_parameters = { a = [true] }                      | {'a':false}                  | false
          allowed_parameters = { a = [] "*" = [] }                 | {'b':1}                      | true
          allowed_parameters = { a = ["x"] "*" = [] }              | {'a':'y','b':1}              | false
          allowed_parameters = { "*" = [] }                        | {'b':1}                      | true
          allowed_parameters = { a = [] } denied_parameters = { a = [] } | {'a':1}                | false
          denied_parameters = { a = [] }                           | {'a':1}                      | false
          denied_parameters = { a = [] }                           | {'A':1}                      | false
          denied_parameters = { a = [] }                           | {'b':1}                      | true
          denied_parameters = { a = ["x"] }                        | {'a':'x'}                    | false
          denied_parameters = { a = ["x"] }                        | {'a':'y'}                    | true
          denied_parameters = { a = ["x*"] }                       | {'a':['y','xz']}             | false
          denied_parameters = { a = ["x"] }                        | {'a':'y,x'}                  | false
          denied_parameters = { a = ["x"] }                        | {'a':'y , x '}               | false
          denied_parameters = { a = [10] }                         | {'a':10}                     | false
          denied_parameters = { a = [10] }                         | {'a':10.0}                   | false
          denied_parameters = { a = [10] }                         | {'a':'10'}                   | false
          denied_parameters = { a = ["10"] }                       | {'a':10}                     | false
          denied_parameters = { a = [true] }                       | {'a':'true'}                 | false
          denied_parameters = { "*" = [] }                         | {'a':1}                      | false
          denied_parameters = { "*" = [] }                         | {}                           | true
          denied_parameters = { a = ["x"] }                        | {'a':'y','A':'x'}            | false
          required_parameters = ["a"]                              | {'a':1}                      | true
          required_parameters = ["A"]                              | {'a':1}                      | true
          required_parameters = ["a"]                              | {'b':1}                      | false
          required_parameters = ["a"]                              | {}                           | false
          """)
  void parameterRulesBindTheRequestsOwnFields(String rules, String fields, boolean allowed) {
    Acl acl = acl("path \"a\" { capabilities = [\"create\", \"update\", \"delete\"]\n" + rules + " }");
    for (Capability capability : List.of(Capability.CREATE, Capability.UPDATE)) {
      Query query = new Query("a", Set.of(capability), Optional.of(fields(fields)), Optional.empty());
      assertThat(acl.decide(query) instanceof Decision.Allow).isEqualTo(allowed);
    }
    Query delete = new Query("a", Set.of(Capability.DELETE), Optional.of(fields(fields)), Optional.empty());
    assertThat(acl.decide(delete)).isInstanceOf(Decision.Allow.class);
    Query elsewhere = new Query("a", Set.of(Capability.UPDATE), Optional.empty(), Optional.empty());
    assertThat(acl.decide(elsewhere)).isInstanceOf(Decision.Allow.class);
  }

  @Test
  void parameterRulesOfOnePathMergeAsInVault() {
    String two =
        "path \"a\" { capabilities = [\"update\"] allowed_parameters = { x = [\"1\"] y = [\"1\"] } required_parameters = [\"x\"] }";
    String more =
        "path \"a\" { capabilities = [\"update\"] allowed_parameters = { x = [\"2\"] y = [] } required_parameters = [\"y\"] }";
    String free = "path \"a\" { capabilities = [\"read\"] }";
    Acl merged = acl(two, more, free);
    assertThat(updates(merged, "{'x':'1','y':'9'}")).isTrue();
    assertThat(updates(merged, "{'x':'2','y':'9'}")).isTrue();
    assertThat(updates(merged, "{'x':'3','y':'9'}")).isFalse();
    assertThat(updates(merged, "{'x':'1'}")).as("both lists of required fields hold").isFalse();
    assertThat(updates(merged, "{'x':'1','y':'1','z':'1'}")).as("a rule without lists does not lift the others").isFalse();
  }

  private static boolean updates(Acl acl, String fields) {
    return acl.decide(new Query("a", Set.of(Capability.UPDATE), Optional.of(fields(fields)), Optional.empty()))
        instanceof Decision.Allow;
  }

  @ParameterizedTest
  @CsvSource({", false", "9, false", "10, true", "60, true", "61, false"})
  void wrappingTimesBoundWhatMayBeRead(Long seconds, boolean allowed) {
    Acl acl = acl("path \"a\" { capabilities = [\"read\"] min_wrapping_ttl = 10 max_wrapping_ttl = \"60s\" }");
    Optional<Duration> wrap = Optional.ofNullable(seconds).map(Duration::ofSeconds);
    Query query = new Query("a", Set.of(Capability.READ), Optional.empty(), wrap);
    assertThat(acl.decide(query) instanceof Decision.Allow).isEqualTo(allowed);
  }

  @Test
  void mergedWrappingTimesTakeTheShorterAndMayContradictEachOther() {
    Acl acl =
        acl(
            "path \"a\" { capabilities = [\"read\"] min_wrapping_ttl = 10 }",
            "path \"a\" { capabilities = [\"read\"] max_wrapping_ttl = 5 }");
    for (int seconds : new int[] {1, 5, 7, 10, 20}) {
      Query query = new Query("a", Set.of(Capability.READ), Optional.empty(), Optional.of(Duration.ofSeconds(seconds)));
      assertThat(acl.decide(query)).isInstanceOf(Decision.Deny.class);
    }
  }

  @Test
  void aThousandRulesThatCannotMatchCostNothing() {
    Acl few = acl(manyRules(10));
    Acl many = acl(manyRules(1_000));
    long fewNanos = nanosADecision(few);
    long manyNanos = nanosADecision(many);
    // Loose, since test machines are busy: a list of rules would be a hundred times slower.
    assertThat(manyNanos).isLessThan(Math.max(20_000, fewNanos * 20));
  }

  private static String manyRules(int count) {
    List<String> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String suffix = i % 3 == 0 ? "/*" : i % 3 == 1 ? "/+/config" : "/exact";
      rules.add("path \"secret/data/team-" + i + suffix + "\" { capabilities = [\"read\"] }\n");
    }
    return String.join("", rules);
  }

  private static long nanosADecision(Acl acl) {
    Query query = Query.of("secret/data/team-7/app/config", Capability.READ);
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 1_000; i++) {
        assertThat(acl.decide(query) instanceof Decision.Allow).isTrue();
      }
      best = Math.min(best, (System.nanoTime() - start) / 1_000);
    }
    return best;
  }
}
