package dev.coffer.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.RecordingAudit;
import dev.coffer.server.gate.fake.ScriptedAcl;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.policy.Capability;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of the steps, and what happens when a record of them fails. */
final class GateTest {
  private static final Need READ = Need.of("secret/data/a", Capability.READ);
  private static final Ask ASK = Asks.of(Operation.READ, "secret/data/a", READ);

  private final GateWorld world = new GateWorld();
  private final List<String> steps = world.steps;
  private final RecordingAudit audit = world.audit;
  private final ScriptedCallers callers = world.callers;
  private final ScriptedAcl acl = world.acl;
  private final Gate gate = world.gate;

  @Test
  void theStepsComeInTheOrderOfTheDesign() {
    callers.usesLeft = 3;
    gate.pass(Asks.wrapped(ASK, Duration.ofMinutes(1)), world::work);
    assertThat(steps)
        .containsExactly(
            "authenticate", "decide", "before allowed", "count", "work", "wrap",
            "after allowed wrapped", "end use");
  }

  @Test
  void deniedAccessIsRecordedAndNeverReachesTheWork() {
    acl.granted.remove(Capability.READ);
    assertRefused(Failure.Forbidden.class, () -> gate.pass(ASK, world::work));
    assertThat(steps)
        .containsExactly(
            "authenticate", "decide", "before denied (permission denied)",
            "after denied (permission denied) none");
  }

  @Test
  void p3NothingHappensWhenTheBeforeRecordCannotBeWritten() {
    audit.failsBefore = true;
    callers.usesLeft = 3;
    assertRefused(Failure.Unavailable.class, () -> gate.pass(ASK, world::work));
    assertThat(steps).containsExactly("authenticate", "decide");
  }

  @Test
  void p3TheAnswerIsWithheldWhenTheAfterRecordCannotBeWritten() {
    audit.failsAfter = true;
    assertRefused(Failure.Unavailable.class, () -> gate.pass(ASK, world::work));
    assertThat(steps).containsExactly("authenticate", "decide", "before allowed", "work");
  }

  @Test
  void aTokenIsTakenBackWhenItsRecordCannotBeWritten() {
    audit.failsAfter = true;
    assertRefused(
        Failure.Unavailable.class, () -> gate.pass(ASK, _ -> Answer.of(Asks.grant("hvs.new"))));
    assertThat(steps).endsWith("before allowed", "withdraw token");
  }

  @Test
  void aLeaseIsTakenBackWhenItsRecordCannotBeWritten() {
    audit.failsAfter = true;
    LeaseGrant lease = new LeaseGrant("database/creds/a/1", Duration.ofHours(1), true);
    assertRefused(
        Failure.Unavailable.class, () -> gate.pass(ASK, _ -> Answer.empty().with(lease)));
    assertThat(steps).endsWith("withdraw lease");
  }

  @Test
  void anEnvelopeAndTheTokenInItAreTakenBackWhenTheirRecordCannotBeWritten() {
    audit.failsAfter = true;
    Ask wrapping = Asks.wrapped(ASK, Duration.ofMinutes(1));
    assertRefused(
        Failure.Unavailable.class,
        () -> gate.pass(wrapping, _ -> Answer.of(Asks.grant("hvs.new"))));
    assertThat(steps).endsWith("wrap", "withdraw envelope", "withdraw token");
  }

  @Test
  void aFailedAuthenticationWritesBothRecords() {
    callers.refuses = true;
    assertRefused(Failure.Unauthenticated.class, () -> gate.pass(ASK, world::work));
    assertThat(steps)
        .containsExactly(
            "authenticate",
            "before undecided (permission denied: invalid token)",
            "after undecided (permission denied: invalid token) none");
  }

  @Test
  void aBugIsRecordedAndThrownOn() {
    assertThatThrownBy(
            () ->
                gate.pass(
                    ASK,
                    _ -> {
                      throw new IllegalArgumentException("bug");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(steps).endsWith("after allowed (internal error) none");
  }

  @Test
  void anErrorIsRecordedAndThrownOn() {
    assertThatThrownBy(
            () ->
                gate.pass(
                    ASK,
                    _ -> {
                      throw new StackOverflowError();
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(steps).endsWith("after allowed (internal error) none");
  }

  @Test
  void nothingAndEnvelopesAreNotWrapped() {
    Ask wrapping = Asks.wrapped(ASK, Duration.ofMinutes(1));
    assertThat(gate.pass(wrapping, _ -> Answer.empty()).wrap()).isEmpty();
    assertThat(gate.pass(wrapping, _ -> Answer.empty().gone()).wrap()).isEmpty();
    assertThat(gate.pass(Asks.wrapped(ASK, Duration.ZERO), world::work).wrap()).isEmpty();
    assertThat(steps).doesNotContain("wrap");
  }

  private static void assertRefused(Class<? extends Failure> failure, Runnable step) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.failure()).isInstanceOf(failure));
  }
}
