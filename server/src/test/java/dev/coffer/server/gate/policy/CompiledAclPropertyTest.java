package dev.coffer.server.gate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random rules, random paths: the compiled rules decide as the slow and obvious ones do. */
class CompiledAclPropertyTest {
  /** Few and short, so that rules meet. */
  private static final List<String> SEGMENTS = List.of("a", "b", "ab", "abc", "+", "+b", "a+", "", "*");

  static LongStream seeds() {
    String given = System.getProperty("seed", "");
    return given.isBlank() ? LongStream.rangeClosed(1, 300) : LongStream.of(Long.parseLong(given));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void decidesAsTheReference(long seed) {
    Random random = new Random(seed);
    Map<String, Rules> policies = new LinkedHashMap<>();
    List<ReferenceAcl.Line> lines = new ArrayList<>();
    for (int policy = 0; policy < 3; policy++) {
      StringBuilder text = new StringBuilder();
      List<String> paths = new ArrayList<>();
      for (int rule = random.nextInt(12); rule > 0; rule--) {
        String path = path(random);
        if (!path.contains("+*") && !path.startsWith("/")) {
          paths.add(path);
          text.append("path \"").append(path).append("\" { capabilities = ").append(capabilities(random)).append(" }\n");
        }
      }
      Rules rules = PolicyText.parse(text.toString());
      policies.put("p" + policy, rules);
      for (int i = 0; i < paths.size(); i++) {
        lines.add(new ReferenceAcl.Line(paths.get(i), rules.rules().get(i)));
      }
    }
    Acl acl = CompiledAcl.of(policies);
    ReferenceAcl reference = new ReferenceAcl(lines);
    for (int i = 0; i < 200; i++) {
      String path = path(random);
      if (!path.startsWith("/") && !path.isEmpty()) {
        check(acl, reference, path, "seed " + seed + ", path " + path + ", rules " + lines);
      }
    }
  }

  private static void check(Acl acl, ReferenceAcl reference, String path, String hint) {
    boolean slashed = path.endsWith("/");
    Set<Capability> expected = reference.winner(path, slashed).map(Rule::capabilities).orElse(Set.of());
    assertThat(acl.capabilities(path)).as(hint).isEqualTo(expected);
    for (Capability capability : EnumSet.complementOf(EnumSet.of(Capability.DENY))) {
      boolean folder = slashed || capability == Capability.LIST || capability == Capability.SCAN;
      Optional<Rule> winner = reference.winner(path, folder);
      boolean allowed = winner.isPresent() && winner.get().capabilities().contains(capability);
      assertThat(acl.decide(Query.of(path, capability)) instanceof Decision.Allow)
          .as(hint + ", " + capability)
          .isEqualTo(allowed);
    }
  }

  private static String path(RandomGenerator random) {
    StringBuilder path = new StringBuilder();
    for (int segment = 1 + random.nextInt(4); segment > 0; segment--) {
      path.append(SEGMENTS.get(random.nextInt(SEGMENTS.size()))).append(segment > 1 ? "/" : "");
    }
    return path + (random.nextInt(3) == 0 ? "*" : "");
  }

  private static String capabilities(RandomGenerator random) {
    List<String> words = new ArrayList<>();
    for (String word : List.of("read", "list", "update", "scan", "sudo")) {
      if (random.nextInt(3) == 0) {
        words.add("\"" + word + "\"");
      }
    }
    if (random.nextInt(6) == 0) {
      words.add("\"deny\"");
    }
    return words.toString();
  }
}
