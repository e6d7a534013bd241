package dev.coffer.server.dialect.vault;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.policy.Persona;
import dev.coffer.server.gate.policy.PolicyStore;
import dev.coffer.server.system.PolicyDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The desk of policies over a real store, with one other token to ask about. */
final class PolicyWorld {
  static final String OTHER_TOKEN = "hvs.other";
  static final String OTHER_ACCESSOR = "other-accessor";

  final PolicyDesk desk;

  PolicyWorld(List<String> otherPolicies) {
    KeyringBarrier barrier = TestBarrier.unsealed();
    PolicyStore store = new PolicyStore(barrier);
    Changes first = new Changes();
    store.initialize(first);
    barrier.commit(first);
    desk = new PolicyDesk(barrier, store, new OneHolder(otherPolicies));
  }

  static Caller caller(List<String> tokenPolicies, List<String> identityPolicies) {
    return new Caller(
        "hash", "accessor", "service", "token", "", tokenPolicies, identityPolicies, Map.of(),
        Duration.ZERO, Instant.EPOCH, Optional.empty(), 0, List.of());
  }

  private record OneHolder(List<String> policies) implements PolicyDesk.Holders {
    private PolicyDesk.Held held() {
      return new PolicyDesk.Held(policies, Persona.NOBODY);
    }

    @Override
    public Optional<PolicyDesk.Held> ofToken(SecretBytes token) {
      return token.sameAs(SecretBytes.ofText(OTHER_TOKEN)) ? Optional.of(held()) : Optional.empty();
    }

    @Override
    public Optional<PolicyDesk.Held> ofAccessor(String accessor) {
      return accessor.equals(OTHER_ACCESSOR) ? Optional.of(held()) : Optional.empty();
    }
  }
}
