package dev.coffer.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.RecordingAudit;
import dev.coffer.server.gate.policy.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The doors without policy, and the closed one. */
final class GateDoorsTest {
  private static final Need READ = Need.of("secret/data/a", Capability.READ);
  private static final Ask ASK = Asks.of(Operation.READ, "secret/data/a", READ);

  private final GateWorld world = new GateWorld();
  private final List<String> steps = world.steps;
  private final RecordingAudit audit = world.audit;
  private final KeyringBarrier barrier = world.barrier;
  private final Gate gate = world.gate;

  @Test
  void aLoginIsRecordedWithoutPolicyAndPermitsItsOwnPathOnly() {
    Ask login = Asks.with(Asks.of(Operation.UPDATE, "auth/a/login"), new Evidence.None());
    gate.login(
        login,
        permit -> {
          permit.requires(Need.of("auth/a/login", Capability.UPDATE));
          assertThatThrownBy(() -> permit.requires(READ)).isInstanceOf(IllegalStateException.class);
          assertThat(permit.narrow(READ)).isEmpty();
          return Answer.of(Asks.grant("hvs.new"));
        });
    assertThat(steps).containsExactly("before undecided", "after undecided answer");
  }

  @Test
  void aLoginWhoseRecordFailsGivesNoToken() {
    audit.failsAfter = true;
    Ask login = Asks.with(Asks.of(Operation.UPDATE, "auth/a/login"), new Evidence.None());
    assertRefused(
        Failure.Unavailable.class, () -> gate.login(login, _ -> Answer.of(Asks.grant("hvs.new"))));
    assertThat(steps).endsWith("withdraw token");
  }

  @Test
  void theBareDoorWorksWhileSealedAndIsRecordedWhenUnsealed() {
    Ask unseal = Asks.with(Asks.of(Operation.UPDATE, "sys/unseal"), new Evidence.None());
    audit.sealed = true;
    gate.bare(unseal, world::work);
    assertThat(steps).containsExactly("work");
    audit.sealed = false;
    gate.bare(unseal, world::work);
    assertThat(steps).containsExactly("work", "before undecided", "work", "after undecided answer");
  }

  @Test
  void aSealedBarrierIsSaidWithoutARecord() {
    barrier.seal();
    assertThatThrownBy(() -> gate.pass(ASK, world::work)).isInstanceOf(Refused.class);
    assertThat(steps).isEmpty();
  }

  @Test
  void aLookIsAnsweredAlsoWhenItCannotBeRecordedAndAChangeIsNot() {
    Ask health = Asks.with(Asks.of(Operation.READ, "sys/health"), new Evidence.None());
    Ask unseal = Asks.with(Asks.of(Operation.UPDATE, "sys/unseal"), new Evidence.None());
    audit.failsBefore = true;
    assertThat(gate.bare(health, world::work).data()).isPresent();
    assertRefused(Failure.Unavailable.class, () -> gate.bare(unseal, world::work));
    audit.failsBefore = false;
    audit.failsAfter = true;
    assertThat(gate.bare(health, world::work).data()).isPresent();
    assertRefused(Failure.Unavailable.class, () -> gate.bare(unseal, world::work));
  }

  private static void assertRefused(Class<? extends Failure> failure, Runnable step) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.failure()).isInstanceOf(failure));
  }
}
