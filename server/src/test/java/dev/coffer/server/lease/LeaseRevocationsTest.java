package dev.coffer.server.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.FakeClock;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.fake.WatchedBarrier;
import dev.coffer.server.fake.WatchedBarrier.PowerCut;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LeaseRevocationsTest {
  private final WatchedBarrier barrier = new WatchedBarrier(TestBarrier.unsealed());
  private final FakeClock machine = new FakeClock();
  private final ForwardClock clock = new ForwardClock(machine);
  private final LeaseBook book = new LeaseBook();
  private final List<String> revoked = new ArrayList<>();
  private boolean unreachable;
  private final Leases leases =
      Leases.over(
          barrier, book, clock, _ -> TtlTuning.SYSTEM, Map.of("database", this::revokeInDatabase), Map.of());

  private void revokeInDatabase(Lease lease) {
    if (unreachable) {
      throw new Refused(new Failure.Unavailable("the database"));
    }
    revoked.add(lease.id());
  }

  @Test
  void leasesEndInTheOrderOfTimeExactlyOnce() {
    issue("db/creds/c", 30);
    issue("db/creds/a", 10);
    issue("db/creds/b", 20);
    issue("db/creds/later", 3_600);
    machine.advance(Duration.ofSeconds(30));
    assertThat(run().ended()).isEqualTo(3);
    assertThat(run().ended()).isZero();
    assertThat(revoked).containsExactly("db/creds/a", "db/creds/b", "db/creds/c");
    assertThat(leases.lists().count("")).isEqualTo(1);
    assertThat(rows("lease/due/")).hasSize(1);
  }

  @Test
  void aRenewedLeaseEndsAtItsNewTimeOnly() {
    issue("db/creds/a", 10);
    machine.advance(Duration.ofSeconds(9));
    leases.renewal().renew("db/creds/a", Duration.ofSeconds(60), List.of());
    machine.advance(Duration.ofSeconds(10));
    run();
    assertThat(revoked).isEmpty();
    machine.advance(Duration.ofSeconds(50));
    run();
    assertThat(revoked).containsExactly("db/creds/a");
    assertThat(rows("lease/due/")).isEmpty();
  }

  @Test
  void aLeaseIsNotRenewedPastItsMaximumNorAfterItsEnd() {
    issue("db/creds/a", 10);
    machine.advance(Duration.ofSeconds(9));
    assertThat(leases.renewal().renew("db/creds/a", Duration.ofDays(3), List.of()).lease().expires())
        .isEqualTo(Instant.parse("2026-01-16T10:30:00Z"));
    issue("db/creds/b", 10);
    machine.advance(Duration.ofSeconds(10));
    assertThatThrownBy(() -> leases.renewal().renew("db/creds/b", Duration.ofSeconds(5), List.of()))
        .hasMessageContaining("lease expired");
  }

  @Test
  void whatCannotBeRevokedIsListedWithTheReasonAndTriedAgainLaterAndLater() {
    issue("db/creds/a", 10);
    unreachable = true;
    machine.advance(Duration.ofSeconds(10));
    assertThat(run().failed()).isEqualTo(1);
    assertThat(run().failed()).as("not before its time").isZero();
    machine.advance(Duration.ofSeconds(10));
    assertThat(run().failed()).isEqualTo(1);
    machine.advance(Duration.ofSeconds(19));
    assertThat(run().failed()).isZero();
    Lease stuck = leases.lists().stuck().getFirst();
    assertThat(stuck.attempts()).isEqualTo(2);
    assertThat(stuck.problem()).contains("the database");
    unreachable = false;
    machine.advance(Duration.ofSeconds(1));
    assertThat(run().ended()).isEqualTo(1);
    assertThat(leases.lists().stuck()).isEmpty();
    assertThat(rows("lease/id/")).isEmpty();
    assertThat(rows("lease/stuck/")).isEmpty();
  }

  @Test
  void thePausesGrowToAnHour() {
    assertThat(LeaseRevocations.pause(0)).isEqualTo(Duration.ofSeconds(10));
    assertThat(LeaseRevocations.pause(3)).isEqualTo(Duration.ofSeconds(80));
    assertThat(LeaseRevocations.pause(1_000_000)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void revokingByCommandEndsTheLeaseEvenWhenTheTargetDoesNotAnswer() {
    issue("db/creds/a", 3_600);
    unreachable = true;
    assertThatThrownBy(() -> leases.revocations().revoke("db/creds/a", List.of()))
        .isInstanceOf(Refused.class);
    assertThat(leases.lists().find("db/creds/a").orElseThrow().expiredAt(clock.instant())).isTrue();
    leases.revocations().forgetPrefix("db/", List.of());
    assertThat(rows("lease/id/")).isEmpty();
    assertThat(rows("lease/due/")).isEmpty();
  }

  @Test
  void aPrefixIsWholeSegments() {
    issue("db/creds/a", 60);
    issue("db/creds/b", 60);
    issue("db2/creds/c", 60);
    assertThat(leases.revocations().revokePrefix("db/", List.of())).isEqualTo(2);
    assertThat(leases.lists().children("", "")).containsExactly("db2/");
    assertThat(leases.lists().count("db2/")).isEqualTo(1);
  }

  @Test
  void aCommandThatACrashInterruptedIsFinishedByTheSweep() {
    boolean completed = false;
    for (int cut = 1; !completed; cut++) {
      String id = "db/creds/" + cut;
      issue(id, 3_600);
      barrier.cutAfter(cut);
      try {
        leases.revocations().revoke(id, List.of());
        completed = true;
      } catch (PowerCut _) {
        assertThat(leases.lists().find(id).orElseThrow().expiredAt(clock.instant())).isTrue();
      }
      barrier.cutAfter(Integer.MAX_VALUE);
      run();
      assertThat(leases.lists().find(id)).isEmpty();
      assertThat(revoked).contains(id);
    }
  }

  @Test
  void oneRunIsBounded() {
    Changes changes = new Changes();
    for (int lease = 0; lease < LeaseRevocations.RUN_MAX + 1; lease++) {
      book.add(changes, lease("db/creds/" + lease, 1));
    }
    barrier.commit(changes);
    machine.advance(Duration.ofSeconds(1));
    assertThat(run().more()).isTrue();
    assertThat(run()).isEqualTo(new LeaseRevocations.Swept(1, 0, false));
  }

  @Test
  void theClockNeverGoesBackNotEvenOverARestart() {
    machine.advance(Duration.ofDays(10));
    Instant before = clock.instant();
    clock.mark(barrier);
    machine.advance(Duration.ofDays(-10));
    assertThat(clock.instant()).isAfterOrEqualTo(before);
    ForwardClock restarted = new ForwardClock(machine);
    restarted.mark(barrier);
    assertThat(restarted.instant()).isAfterOrEqualTo(before);
    machine.advance(Duration.ofSeconds(5));
    assertThat(restarted.instant()).as("and it goes on").isAfterOrEqualTo(before.plusSeconds(5));
  }

  private LeaseRevocations.Swept run() {
    return leases.revocations().run(clock.instant());
  }

  private void issue(String id, long seconds) {
    Changes changes = new Changes();
    book.add(changes, lease(id, seconds));
    barrier.commit(changes);
  }

  private Lease lease(String id, long seconds) {
    return Lease.issued(
        id, "database", Json.Object.empty(), "", clock.instant(), Duration.ofSeconds(seconds),
        Duration.ofHours(24), true);
  }

  private List<String> rows(String prefix) {
    return rows(barrier, prefix);
  }

  private static List<String> rows(Barrier barrier, String prefix) {
    try (Reading reading = barrier.read()) {
      return reading.keys(prefix, Optional.empty(), 100_000).stream().map(Object::toString).toList();
    }
  }
}
