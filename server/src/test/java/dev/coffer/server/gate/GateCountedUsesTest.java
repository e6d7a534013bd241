package dev.coffer.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Key;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A limited token spends one use for each request, however often its work is repeated. */
final class GateCountedUsesTest {
  private static final Need READ = Need.of("secret/data/a", Capability.READ);
  private static final Ask ASK = Asks.of(Operation.READ, "secret/data/a", READ);

  private final GateWorld world = new GateWorld();
  private final List<String> steps = world.steps;
  private final ScriptedCallers callers = world.callers;
  private final Gate gate = world.gate;

  @Test
  void aUseIsCountedOnceHoweverOftenTheWorkIsRepeated() {
    callers.usesLeft = 5;
    callers.conflictsInCounting = 2;
    AtomicInteger attempts = new AtomicInteger();
    gate.pass(
        ASK,
        _ -> {
          if (attempts.incrementAndGet() < 3) {
            throw new Conflict(Key.of("mount/a"));
          }
          return Answer.empty();
        });
    assertThat(steps).filteredOn("count"::equals).hasSize(1);
    assertThat(steps).filteredOn("lost count"::equals).hasSize(2);
    assertThat(steps).filteredOn("end use"::equals).hasSize(1);
  }

  @Test
  void aCountedUseEndsAfterTheAnswerIsRecorded() {
    callers.usesLeft = 1;
    gate.pass(ASK, world::work);
    assertThat(steps).endsWith("count", "work", "after allowed answer", "end use");
  }

  @Test
  void aCountedUseEndsAlsoWhenTheWorkIsRefused() {
    callers.usesLeft = 1;
    assertRefused(
        Failure.NotFound.class,
        () ->
            gate.pass(
                ASK,
                _ -> {
                  throw new Refused(new Failure.NotFound("secret"));
                }));
    assertThat(steps).endsWith("after allowed (not found: secret) none", "end use");
  }

  @Test
  void theLastUseSurvivesALostRaceWithoutBeingAuthenticatedAgain() {
    callers.usesLeft = 1;
    AtomicInteger attempts = new AtomicInteger();
    gate.pass(
        ASK,
        _ -> {
          if (attempts.incrementAndGet() == 1) {
            callers.refuses = true; // A used-up token proves nothing any more.
            throw new Conflict(Key.of("mount/a"));
          }
          return Answer.empty();
        });
    assertThat(steps).filteredOn("authenticate"::equals).hasSize(1);
  }

  @Test
  void aTokenThatIsRevokedAfterItsUseWasCountedDoesNothingMore() {
    callers.usesLeft = 3;
    AtomicInteger attempts = new AtomicInteger();
    assertRefused(
        Failure.Unauthenticated.class,
        () ->
            gate.pass(
                ASK,
                _ -> {
                  attempts.incrementAndGet();
                  callers.revoked = true;
                  throw new Conflict(Key.of("token/id/a"));
                }));
    assertThat(attempts).hasValue(1);
  }

  private static void assertRefused(Class<? extends Failure> failure, Runnable step) {
    assertThatThrownBy(step::run)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.failure()).isInstanceOf(failure));
  }
}
