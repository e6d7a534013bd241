package dev.coffer.server.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.gate.Permits;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.gate.policy.PolicyStore;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

final class PolicyDeskTest {
  private static final Need NEED = Need.of("sys/policies/acl/a", Capability.UPDATE);
  private static final Key TOKEN_ROW = Key.of("token/row");
  private static final String READ = "path \"secret/a\" { capabilities = [\"read\"] }";
  private static final String LIST = "path \"secret/a\" { capabilities = [\"list\"] }";

  private final KeyringBarrier barrier = TestBarrier.unsealed();
  private final PolicyDesk desk = new PolicyDesk(barrier, initialized(), new Nobody());

  private PolicyStore initialized() {
    PolicyStore store = new PolicyStore(barrier);
    Changes first = new Changes();
    store.initialize(first);
    barrier.commit(first);
    return store;
  }

  private static final class Nobody implements PolicyDesk.Holders {
    @Override
    public Optional<PolicyDesk.Held> ofToken(SecretBytes token) {
      return Optional.empty();
    }

    @Override
    public Optional<PolicyDesk.Held> ofAccessor(String accessor) {
      return Optional.empty();
    }
  }

  @Test
  void nothingIsDoneUnderAPermitForSomethingElse() {
    Permit other = Permits.granting(Need.of("sys/policies/acl/b", Capability.UPDATE));
    List<BiConsumer<Permit, Need>> all =
        List.of(
            desk::names,
            (permit, need) -> desk.text(permit, need, "default"),
            (permit, need) -> desk.put(permit, need, "a", READ),
            (permit, need) -> desk.delete(permit, need, "a"),
            desk::rulesOfCaller,
            (permit, need) -> desk.rulesOfToken(permit, need, SecretBytes.ofText("hvs.x")),
            (permit, need) -> desk.rulesOfAccessor(permit, need, "x"),
            desk::resultant);
    for (BiConsumer<Permit, Need> work : all) {
      assertThatThrownBy(() -> work.accept(other, NEED)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(desk.names(Permits.granting(NEED), NEED)).containsExactly("default", "root");
  }

  @Test
  void aChangeUnderARevokedTokenLosesItsCommit() {
    Expectation living = expectation();
    barrier.commit(new Changes().put(TOKEN_ROW, SecretBytes.ofText("revoked")));
    Permit late = Permits.expecting(List.of(living), NEED);
    assertThatThrownBy(() -> desk.put(late, NEED, "a", READ)).isInstanceOf(Conflict.class);
    desk.put(Permits.granting(NEED), NEED, "a", READ);
    assertThatThrownBy(() -> desk.delete(late, NEED, "a")).isInstanceOf(Conflict.class);
    assertThat(desk.text(Permits.granting(NEED), NEED, "a")).contains(READ);
  }

  private Expectation expectation() {
    try (Reading reading = barrier.read()) {
      return reading.expectation(TOKEN_ROW);
    }
  }

  @Test
  void theCallersRulesAreThoseOfTheTokenAndOfTheIdentity() {
    desk.put(Permits.granting(NEED), NEED, "of-token", READ);
    desk.put(Permits.granting(NEED), NEED, "of-identity", LIST);
    Caller caller =
        new Caller(
            "hash", "accessor", "service", "token", "entity", List.of("of-token"),
            List.of("of-identity"), Map.of(), Duration.ZERO, Instant.EPOCH, Optional.empty(), 0,
            List.of());
    Permit permit = Permits.granting(caller, NEED);
    assertThat(PolicyDesk.words(desk.rulesOfCaller(permit, NEED), "secret/a"))
        .containsExactly("list", "read");
    assertThat(PolicyDesk.words(desk.rulesOfCaller(permit, NEED), "secret/b")).containsExactly("deny");
  }
}
