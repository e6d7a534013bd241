package dev.coffer.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.ScriptedAcl;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a request needs is decided before its work, and a permit is for that and nothing else. */
final class GateNeedsTest {
  private static final Expectation POLICIES = Expectation.absent(Key.of("policy/index"));
  private static final Need READ = Need.of("secret/data/a", Capability.READ);
  private static final Ask ASK = Asks.of(Operation.READ, "secret/data/a", READ);

  private final GateWorld world = new GateWorld();
  private final List<String> steps = world.steps;
  private final ScriptedAcl acl = world.acl;
  private final Gate gate = world.gate;

  @Test
  void theExistenceProbeIsAskedOnlyWhereItDecides() {
    AtomicInteger probes = new AtomicInteger();
    Need write = Need.write("secret/data/a");
    Ask ask =
        Asks.of(
            Operation.UPDATE, "secret/data/a", Json.Object.empty(),
            () -> probes.incrementAndGet() > 0, write);
    assertThat(existedIn(ask)).isEmpty();
    assertThat(probes).hasValue(0);
    acl.granted.remove(Capability.CREATE);
    assertThat(existedIn(ask)).contains(true);
    assertThat(probes).hasValue(1);
    acl.granted.remove(Capability.UPDATE);
    assertRefused(Failure.Forbidden.class, () -> gate.pass(ask, world::work));
    assertThat(probes).hasValue(1);
  }

  @Test
  void createWithoutUpdateRefusesWhatIsThereAlready() {
    acl.granted.remove(Capability.UPDATE);
    Need write = Need.write("secret/data/a");
    Ask present = Asks.of(Operation.UPDATE, "secret/data/a", Json.Object.empty(), () -> true, write);
    Ask absent = Asks.of(Operation.UPDATE, "secret/data/a", Json.Object.empty(), () -> false, write);
    assertRefused(Failure.Forbidden.class, () -> gate.pass(present, world::work));
    assertThat(existedIn(absent)).contains(false);
  }

  @Test
  void aProbeThatFailsIsRecordedAndRefused() {
    acl.granted.remove(Capability.UPDATE);
    Ask ask =
        Asks.of(
            Operation.UPDATE, "secret/data/a", Json.Object.empty(),
            () -> {
              throw new Refused(new Failure.Integrity("mount/a"));
            },
            Need.write("secret/data/a"));
    assertRefused(Failure.Integrity.class, () -> gate.pass(ask, world::work));
    assertThat(steps).endsWith("after undecided (integrity: mount/a) none").doesNotContain("work");
  }

  @Test
  void parameterRulesSeeTheRequestsOwnPathOnly() {
    Json.Object sent = Json.object().put("a", "b").build();
    Ask ask =
        Asks.of(
            Operation.UPDATE, "secret/data/a", sent, () -> false,
            Need.of("secret/data/a", Capability.UPDATE),
            Need.of("secret/metadata/a", Capability.UPDATE));
    gate.pass(ask, world::work);
    assertThat(acl.asked.get(0).parameters()).contains(sent);
    assertThat(acl.asked.get(1).parameters()).isEmpty();
  }

  @Test
  void everyNeedMustBeGranted() {
    Ask ask =
        Asks.of(Operation.READ, "secret/data/a", READ, Need.of("secret/denied", Capability.READ));
    assertRefused(Failure.Forbidden.class, () -> gate.pass(ask, world::work));
    assertThat(steps).doesNotContain("work");
  }

  @Test
  void aPermitIsForItsNeedsAndCarriesAllRevisions() {
    AtomicReference<List<Expectation>> revisions = new AtomicReference<>(List.of());
    gate.pass(
        ASK,
        permit -> {
          permit.requires(READ);
          assertThatThrownBy(() -> permit.requires(Need.of("secret/data/b", Capability.READ)))
              .isInstanceOf(IllegalStateException.class);
          revisions.set(permit.revisions());
          return Answer.empty();
        });
    assertThat(revisions.get()).containsExactlyInAnyOrder(ScriptedCallers.TOKEN_ROW, POLICIES);
  }

  @Test
  void aPermitAndWhatWasNarrowedFromItAreDeadAfterPass() {
    List<Permit> kept = new ArrayList<>();
    Need other = Need.of("secret/data/b", Capability.READ);
    gate.pass(
        ASK,
        permit -> {
          kept.add(permit);
          Permit narrow = permit.narrow(other).orElseThrow();
          narrow.requires(other);
          kept.add(narrow);
          assertThat(permit.narrow(Need.of("secret/denied", Capability.READ))).isEmpty();
          return Answer.empty();
        });
    assertThatThrownBy(() -> kept.get(0).requires(READ)).hasMessageContaining("over");
    assertThatThrownBy(() -> kept.get(1).requires(other)).hasMessageContaining("over");
    assertThatThrownBy(() -> kept.get(0).narrow(other)).hasMessageContaining("over");
  }

  private Optional<Boolean> existedIn(Ask ask) {
    AtomicReference<Optional<Boolean>> existed = new AtomicReference<>(Optional.empty());
    gate.pass(
        ask,
        permit -> {
          existed.set(permit.existed());
          return Answer.empty();
        });
    return existed.get();
  }

  private static void assertRefused(Class<? extends Failure> failure, Runnable step) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.failure()).isInstanceOf(failure));
  }
}
