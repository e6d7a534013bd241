package dev.coffer.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.KeyringBarrier;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.RecordingAudit;
import dev.coffer.server.gate.fake.ScriptedAcl;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.fake.ScriptedWrapper;
import dev.coffer.server.gate.policy.AclRevision;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The order of the steps, and what happens when each of them fails. */
final class GateTest {
  private static final Expectation POLICIES = Expectation.absent(Key.of("policy/index"));
  private static final Need READ = Need.of("secret/data/a", Capability.READ);
  private static final Ask ASK = Asks.of(Operation.READ, "secret/data/a", READ);

  private final List<String> steps = new ArrayList<>();
  private final RecordingAudit audit = new RecordingAudit(steps);
  private final ScriptedCallers callers = new ScriptedCallers(steps);
  private final ScriptedAcl acl = new ScriptedAcl(steps);
  private final ScriptedWrapper wrapper = new ScriptedWrapper(steps);
  private final KeyringBarrier barrier = TestBarrier.unsealed();
  private final Gate gate =
      new Gate(
          barrier,
          callers,
          (_, _) -> new AclRevision(acl, POLICIES),
          audit,
          new Strangers(InstantSource.system()),
          wrapper,
          _ -> steps.add("withdraw lease"));

  private Answer work(Permit ignored) {
    steps.add("work");
    return Answer.of(Json.object().put("a", "b").build());
  }

  @Test
  void theStepsComeInTheOrderOfTheDesign() {
    callers.usesLeft = 3;
    gate.pass(Asks.wrapped(ASK, Duration.ofMinutes(1)), this::work);
    assertThat(steps)
        .containsExactly(
            "authenticate", "decide", "before allowed", "count", "work", "wrap",
            "after allowed wrapped", "end use");
  }

  @Test
  void deniedAccessIsRecordedAndNeverReachesTheWork() {
    acl.granted.remove(Capability.READ);
    assertRefused(Failure.Forbidden.class, () -> gate.pass(ASK, this::work));
    assertThat(steps)
        .containsExactly(
            "authenticate", "decide", "before denied (permission denied)",
            "after denied (permission denied) none");
  }

  @Test
  void p3NothingHappensWhenTheBeforeRecordCannotBeWritten() {
    audit.failsBefore = true;
    callers.usesLeft = 3;
    assertRefused(Failure.Unavailable.class, () -> gate.pass(ASK, this::work));
    assertThat(steps).containsExactly("authenticate", "decide");
  }

  @Test
  void p3TheAnswerIsWithheldWhenTheAfterRecordCannotBeWritten() {
    audit.failsAfter = true;
    assertRefused(Failure.Unavailable.class, () -> gate.pass(ASK, this::work));
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
    assertRefused(Failure.Unauthenticated.class, () -> gate.pass(ASK, this::work));
    assertThat(steps)
        .containsExactly(
            "authenticate",
            "before undecided (permission denied: invalid token)",
            "after undecided (permission denied: invalid token) none");
  }

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
    gate.pass(ASK, this::work);
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
    assertRefused(Failure.Forbidden.class, () -> gate.pass(ask, this::work));
    assertThat(probes).hasValue(1);
  }

  @Test
  void createWithoutUpdateRefusesWhatIsThereAlready() {
    acl.granted.remove(Capability.UPDATE);
    Need write = Need.write("secret/data/a");
    Ask present = Asks.of(Operation.UPDATE, "secret/data/a", Json.Object.empty(), () -> true, write);
    Ask absent = Asks.of(Operation.UPDATE, "secret/data/a", Json.Object.empty(), () -> false, write);
    assertRefused(Failure.Forbidden.class, () -> gate.pass(present, this::work));
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
    assertRefused(Failure.Integrity.class, () -> gate.pass(ask, this::work));
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
    gate.pass(ask, this::work);
    assertThat(acl.asked.get(0).parameters()).contains(sent);
    assertThat(acl.asked.get(1).parameters()).isEmpty();
  }

  @Test
  void everyNeedMustBeGranted() {
    Ask ask =
        Asks.of(Operation.READ, "secret/data/a", READ, Need.of("secret/denied", Capability.READ));
    assertRefused(Failure.Forbidden.class, () -> gate.pass(ask, this::work));
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
    assertThat(gate.pass(Asks.wrapped(ASK, Duration.ZERO), this::work).wrap()).isEmpty();
    assertThat(steps).doesNotContain("wrap");
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
    Answer answer = gate.pass(Asks.wrapped(ASK, Duration.ofMinutes(1)), this::work);
    assertThat(answer.wrap()).isPresent();
    assertThat(steps).filteredOn("work"::equals).hasSize(2);
  }

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
    gate.bare(unseal, this::work);
    assertThat(steps).containsExactly("work");
    audit.sealed = false;
    gate.bare(unseal, this::work);
    assertThat(steps).containsExactly("work", "before undecided", "work", "after undecided answer");
  }

  @Test
  void aSealedBarrierIsSaidWithoutARecord() {
    barrier.seal();
    assertThatThrownBy(() -> gate.pass(ASK, this::work)).isInstanceOf(Refused.class);
    assertThat(steps).isEmpty();
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
