package dev.coffer.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.ScriptedAcl;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.fake.ScriptedWrapper;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A lost race repeats the whole decision and the work, within limits and under one pair of records. */
final class GateRacesTest {
  private static final Need READ = Need.of("secret/data/a", Capability.READ);
  private static final Ask ASK = Asks.of(Operation.READ, "secret/data/a", READ);

  private final GateWorld world = new GateWorld();
  private final List<String> steps = world.steps;
  private final ScriptedCallers callers = world.callers;
  private final ScriptedAcl acl = world.acl;
  private final ScriptedWrapper wrapper = world.wrapper;
  private final Gate gate = world.gate;

  @Test
  void aLostRaceRepeatsTheDecisionAndTheWorkUnderOnePairOfRecords() {
    AtomicInteger attempts = new AtomicInteger();
    gate.pass(
        ASK,
        _ -> {
          steps.add("work");
          if (attempts.incrementAndGet() < 3) {
            throw new Conflict(Key.of("mount/a"));
          }
          return Answer.empty();
        });
    assertThat(steps)
        .containsExactly(
            "authenticate", "decide", "before allowed", "work",
            "authenticate", "decide", "work",
            "authenticate", "decide", "work", "after allowed answer");
  }

  @Test
  void aDecisionThatChangesAfterALostRaceIsInTheAfterRecord() {
    assertRefused(
        Failure.Forbidden.class,
        () ->
            gate.pass(
                ASK,
                _ -> {
                  steps.add("work");
                  acl.granted.remove(Capability.READ);
                  throw new Conflict(Key.of("mount/a"));
                }));
    assertThat(steps)
        .containsExactly(
            "authenticate", "decide", "before allowed", "work",
            "authenticate", "decide", "after denied (permission denied) none");
  }

  @Test
  void aTokenRevokedDuringTheWorkEndsTheRepetition() {
    assertRefused(
        Failure.Unauthenticated.class,
        () ->
            gate.pass(
                ASK,
                _ -> {
                  callers.refuses = true;
                  throw new Conflict(ScriptedCallers.TOKEN_ROW.key());
                }));
    assertThat(steps).filteredOn(step -> step.startsWith("after")).hasSize(1);
  }

  @Test
  void racesAreLostOnlySoManyTimes() {
    AtomicInteger attempts = new AtomicInteger();
    assertRefused(
        Failure.Contended.class,
        () ->
            gate.pass(
                ASK,
                _ -> {
                  attempts.incrementAndGet();
                  throw new Conflict(Key.of("mount/a"));
                }));
    assertThat(attempts).hasValue(Races.ATTEMPTS_MAX);
    assertThat(steps).filteredOn(step -> step.startsWith("before")).hasSize(1);
    assertThat(steps).endsWith("after allowed (contended) none");
  }

  @Test
  void aWriteWhoseEnvelopeLosesARaceIsNotDoneTwice() {
    wrapper.conflicts = 1;
    Ask write =
        Asks.wrapped(Asks.of(Operation.UPDATE, "secret/data/a", READ), Duration.ofMinutes(1));
    assertRefused(
        Failure.Contended.class, () -> gate.pass(write, _ -> Answer.of(Asks.grant("hvs.new"))));
    assertThat(steps).contains("lost wrap", "withdraw token").doesNotContain("wrap");
  }

  @Test
  void aReadWhoseEnvelopeLosesARaceIsRepeated() {
    wrapper.conflicts = 1;
    Answer answer = gate.pass(Asks.wrapped(ASK, Duration.ofMinutes(1)), world::work);
    assertThat(answer.wrap()).isPresent();
    assertThat(steps).filteredOn("work"::equals).hasSize(2);
  }

  private static void assertRefused(Class<? extends Failure> failure, Runnable step) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.failure()).isInstanceOf(failure));
  }
}
