package dev.coffer.server.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.audit.AuditBrokers;
import dev.coffer.server.gate.audit.MemoryDevice;
import dev.coffer.server.gate.fake.Asks;
import dev.coffer.server.gate.fake.ScriptedAcl;
import dev.coffer.server.gate.fake.ScriptedCallers;
import dev.coffer.server.gate.fake.ScriptedWrapper;
import dev.coffer.server.gate.policy.AclRevision;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checklist G: what strangers cost is bounded, in records and in memory. */
final class StrangersTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final Strangers strangers = new Strangers(clock);

  @Test
  void theFirstTenRefusalsAMinuteAreRecordedAndTheRestCounted() {
    int recorded = 0;
    for (int request = 0; request < 417; request++) {
      recorded += strangers.records("10.0.0.1") ? 1 : 0;
    }
    assertThat(recorded).isEqualTo(Strangers.RECORDS_MAX);
    assertThat(strangers.due(now)).isEmpty();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(strangers.due(now))
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.address()).isEqualTo("10.0.0.1");
              assertThat(summary.count()).isEqualTo(407);
            });
    assertThat(strangers.due(now)).isEmpty();
    assertThat(strangers.records("10.0.0.1")).isTrue();
  }

  @Test
  void aSourceThatSpentItsRefusalsWaitsAndRecovers() {
    exhaust("10.0.0.1");
    assertThatThrownBy(() -> strangers.admit("10.0.0.1"))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.failure()).isInstanceOf(Failure.Throttled.class));
    strangers.admit("10.0.0.2");
    now = now.plusSeconds(1);
    strangers.admit("10.0.0.1");
  }

  @Test
  void anIpv6NetworkIsOneSource() {
    exhaust("2001:db8::1");
    assertThatThrownBy(() -> strangers.admit("2001:db8::ffff:1")).isInstanceOf(Refused.class);
    strangers.admit("2001:db8:0:1::1");
  }

  @Test
  void whoHasNoAddressIsOneSourceToo() {
    strangers.admit("not an address");
    strangers.admit("");
    assertThat(strangers.records("\u0000")).isTrue();
  }

  @Test
  void millionsOfSourcesAreRememberedOnlySoFar() {
    int recorded = 0;
    for (int source = 0; source < 1_000_000; source++) {
      String address = "10." + (source >> 16) + "." + ((source >> 8) & 255) + "." + (source & 255);
      recorded += strangers.records(address) ? 1 : 0;
    }
    assertThat(recorded).isEqualTo(Strangers.ALL_RECORDS_MAX);
    now = now.plus(Duration.ofMinutes(1));
    List<Strangers.Summary> due = strangers.due(now);
    assertThat(due).hasSizeLessThanOrEqualTo(Strangers.SOURCES_MAX + 1);
    assertThat(due.stream().mapToLong(Strangers.Summary::count).sum()).isEqualTo(1_000_000 - recorded);
  }

  /** Half a million here; the share that is recorded does not depend on the number. */
  @Test
  void badRequestsLeaveTheAuditDiskNotFullAndKnownCallersServed() {
    List<String> steps = new Unread();
    ScriptedCallers callers = new ScriptedCallers(steps);
    MemoryDevice device = new MemoryDevice();
    Gate gate =
        new Gate(
            TestBarrier.unsealed(),
            callers,
            (_, _, _) -> new AclRevision(new ScriptedAcl(steps), Expectation.absent(Key.of("policy/a"))),
            AuditBrokers.over(device, clock),
            strangers,
            new ScriptedWrapper(steps),
            _ -> {});
    Ask known = Asks.of(Operation.READ, "secret/data/a", Need.of("secret/data/a", Capability.READ));
    Ask bad = Asks.with(known, new Evidence.None());
    for (int request = 0; request < 500_000; request++) {
      now = now.plusMillis(1);
      assertThatThrownByRefusal(gate, bad);
    }
    gate.run(now.plusSeconds(61));
    // 500 seconds are nine windows: ten pairs of records and one summary each.
    assertThat(device.lines()).hasSizeLessThanOrEqualTo(10 * (2 * Strangers.RECORDS_MAX + 1));
    assertThat(device.lines().getLast()).contains("\"type\":\"summary\"");
    gate.pass(known, _ -> Answer.empty());
    assertThat(device.lines().getLast()).contains("\"type\":\"response\"");
  }

  /** A wrapping token is no guess; who shares an address with a flood opens it all the same. */
  @Test
  void aFloodFromTheSameAddressStopsLoginsButNothingThatThisServerMade() {
    Gate gate =
        new Gate(
            TestBarrier.unsealed(),
            new ScriptedCallers(new Unread()),
            (_, _, _) -> new AclRevision(new ScriptedAcl(new Unread()), Expectation.absent(Key.of("policy/a"))),
            AuditBrokers.over(new MemoryDevice(), clock),
            strangers,
            new ScriptedWrapper(new Unread()),
            _ -> {});
    Ask ask = Asks.of(Operation.UPDATE, "sys/wrapping/unwrap", Need.of("sys/wrapping/unwrap", Capability.UPDATE));
    exhaust(ask.origin().address());
    assertThatThrownBy(() -> gate.login(ask, _ -> Answer.empty()))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.failure()).isInstanceOf(Failure.Throttled.class));
    assertThat(gate.redeem(ask, _ -> Answer.empty()).outcome()).isEqualTo(Answer.empty().outcome());
  }

  private void exhaust(String address) {
    boolean exhausted = false;
    while (!exhausted) {
      exhausted = strangers.exhausts(address);
    }
  }

  private static void assertThatThrownByRefusal(Gate gate, Ask bad) {
    try {
      gate.pass(bad, _ -> Answer.empty());
    } catch (Refused _) {
      return;
    }
    throw new AssertionError("a stranger was served");
  }

  /** A list of steps that keeps none, since there are too many. */
  private static final class Unread extends ArrayList<String> {
    @Override
    public boolean add(String step) {
      return true;
    }
  }
}
