package dev.coffer.server.gate.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures decisions on a token with 1,000 rules, exact paths and patterns mixed, and prints the
 * nanoseconds of one. Started by {@code ./bench}.
 */
final class DecisionSpeed {
  private static final int RULES = 1_000;
  private static final int PASS = 10_000;

  private DecisionSpeed() {}

  public static void main(String[] arguments) {
    int seconds = Integer.parseInt(arguments[0]);
    Acl acl = CompiledAcl.of(Map.of("large", PolicyText.parse(policy())));
    List<Query> queries = queries();
    long granted = decide(acl, queries, seconds).granted;
    if (granted == 0) {
      throw new IllegalStateException("no rule matched");
    }
    Counted counted = decide(acl, queries, seconds);
    System.out.printf(Locale.ROOT, "%.1f%n", counted.nanos / (double) counted.decisions);
  }

  private static String policy() {
    StringBuilder text = new StringBuilder();
    for (int rule = 0; rule < RULES; rule++) {
      String path =
          switch (rule % 4) {
            case 0 -> "secret/data/team" + rule + "/config";
            case 1 -> "secret/data/team" + rule + "/*";
            case 2 -> "secret/data/+/service" + rule + "/*";
            default -> "secret/metadata/team" + rule + "/+/config";
          };
      text.append("path \"").append(path).append("\" { capabilities = [\"read\", \"list\"] }\n");
    }
    return text.toString();
  }

  private static List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (int rule = 0; rule < RULES; rule++) {
      queries.add(Query.of("secret/data/team" + rule + "/config", Capability.READ));
      queries.add(Query.of("secret/data/payments/service" + rule + "/db", Capability.READ));
    }
    return queries;
  }

  private record Counted(long decisions, long nanos, long granted) {}

  private static Counted decide(Acl acl, List<Query> queries, int seconds) {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    long decisions = 0;
    long granted = 0;
    while (System.nanoTime() < end) {
      for (int at = 0; at < PASS; at++) {
        Decision decision = acl.decide(queries.get((int) ((decisions + at) % queries.size())));
        granted += decision instanceof Decision.Allow ? 1 : 0;
      }
      decisions += PASS;
    }
    return new Counted(decisions, System.nanoTime() - start, granted);
  }
}
