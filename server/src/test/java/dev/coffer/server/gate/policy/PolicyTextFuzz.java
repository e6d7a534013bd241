package dev.coffer.server.gate.policy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/**
 * Whatever the text, it is a policy or refused as malformed; and what is a policy decides about any
 * path, never as root, and refuses what it does not grant.
 */
@Tag("fuzz")
final class PolicyTextFuzz {
  @FuzzTest(maxDuration = "15s")
  void anyTextIsAPolicyOrRefused(FuzzedDataProvider data) {
    String path = data.consumeString(64);
    String text = data.consumeRemainingAsString();
    Rules rules;
    try {
      rules = PolicyText.parse(text);
    } catch (Refused refused) {
      if (!(refused.failure() instanceof Failure.Malformed)) {
        throw new AssertionError("refused otherwise than as malformed", refused);
      }
      return;
    }
    Acl acl = CompiledAcl.of(Map.of("fuzzed", rules));
    if (acl.isRoot()) {
      throw new AssertionError("a written policy became root");
    }
    for (Capability capability : Capability.values()) {
      boolean allowed = acl.decide(Query.of(path, capability)) instanceof Decision.Allow;
      if (allowed && rules.rules().isEmpty()) {
        throw new AssertionError("no rule, and yet allowed: " + capability);
      }
    }
  }
}
