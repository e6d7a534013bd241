package dev.coffer.server.identity.token;

import static dev.coffer.server.identity.token.TokenSpec.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.fake.WatchedBarrier;
import dev.coffer.server.fake.WatchedBarrier.PowerCut;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.lease.Lease;
import dev.coffer.server.storage.Conflict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Checklist I: revoking a token revokes its children and leases. */
final class TokenTreeTest {
  @Test
  void revokingAParentRevokesTheWholeTreeAndLeavesNoRow() {
    TokenHouse house = new TokenHouse();
    SecretBytes root = house.root();
    house.revoke(house.child(root));
    List<String> before = house.rows("");
    AuthGrant top = house.child(root);
    List<AuthGrant> all = new ArrayList<>(List.of(top));
    for (int child = 0; child < 70; child++) {
      AuthGrant made = house.child(top.clientToken());
      all.add(made);
      all.add(house.child(made.clientToken()));
    }
    house.revoke(top);
    assertThat(all).noneMatch(grant -> house.works(grant.clientToken()));
    assertThat(house.emptied).as("those on which something hung").hasSize(1 + 70);
    assertThat(house.rows("")).isEqualTo(before);
  }

  @Test
  void aDeepTreeIsRevokedToo() {
    TokenHouse house = new TokenHouse();
    AuthGrant top = house.child(house.root());
    AuthGrant at = top;
    for (int depth = 0; depth < 200; depth++) {
      at = house.child(at.clientToken());
    }
    house.revoke(top);
    assertThat(house.works(at.clientToken())).isFalse();
    assertThat(house.rows("token/id/")).hasSize(1);
  }

  @Test
  void revokeOrphanKeepsChildrenAliveAndTheyOutliveTheGrandparent() {
    TokenHouse house = new TokenHouse();
    AuthGrant grandparent = house.child(house.root());
    AuthGrant parent = house.child(grandparent.clientToken());
    AuthGrant child = house.child(parent.clientToken());
    house.tokens.revocation().revokeOrphan(parent.accessor(), List.of());
    assertThat(house.works(parent.clientToken())).isFalse();
    assertThat(house.tokens.lookup().byHash(child.accessor()).orElseThrow().entry().orphan()).isTrue();
    house.revoke(grandparent);
    assertThat(house.works(child.clientToken())).isTrue();
  }

  @Test
  void orphansOutliveWhoeverMadeThem() {
    TokenHouse house = new TokenHouse();
    AuthGrant parent = house.child(house.root());
    AuthGrant orphan =
        house.tokens.creation().createOrphan(house.everything(parent.clientToken()), plain()).grant();
    house.revoke(parent);
    assertThat(house.works(orphan.clientToken())).isTrue();
  }

  @Test
  void leasesOfATokenEndWithItAndAreDueAtOnce() {
    TokenHouse house = new TokenHouse();
    AuthGrant owner = house.child(house.root());
    Lease lease =
        Lease.issued(
            "database/creds/readonly/abc", "database", Json.Object.empty(), owner.accessor(),
            house.clock.instant(), Duration.ofHours(1), Duration.ofHours(24), true);
    Changes changes = new Changes();
    house.book.add(changes, lease);
    house.barrier.commit(changes);
    house.revoke(owner);
    Lease ended = house.leases.lists().find(lease.id()).orElseThrow();
    assertThat(ended.expiredAt(house.clock.instant())).isTrue();
    assertThat(ended.owner()).isEmpty();
    assertThat(house.leases.revocations().isDue(house.clock.instant())).isTrue();
    assertThatThrownBy(
            () -> house.leases.renewal().renew(lease.id(), Duration.ofHours(1), List.of()))
        .hasMessageContaining("lease expired");
  }

  @Test
  void noChildSurvivesAnAnsweredRevocationHoweverManyAreMadeAtTheSameTime() throws Exception {
    for (int round = 0; round < 8; round++) {
      TokenHouse house = new TokenHouse();
      SecretBytes root = house.root();
      AuthGrant parent = house.child(root);
      ConcurrentLinkedQueue<AuthGrant> born = new ConcurrentLinkedQueue<>();
      CountDownLatch some = new CountDownLatch(8);
      try (ExecutorService makers = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> running = new ArrayList<>();
        for (int maker = 0; maker < 4; maker++) {
          running.add(makers.submit(() -> makeUntilRefused(house, parent, born, some)));
        }
        some.await();
        house.revoke(parent);
        for (Future<?> maker : running) {
          maker.get();
        }
      }
      assertThat(born).hasSizeGreaterThanOrEqualTo(8);
      assertThat(born).noneMatch(grant -> house.works(grant.clientToken()));
      assertThat(house.rows("token/id/")).as("only root is left").hasSize(1);
      assertThat(house.rows("lease/id/")).isEmpty();
    }
  }

  private static void makeUntilRefused(
      TokenHouse house, AuthGrant parent, ConcurrentLinkedQueue<AuthGrant> born, CountDownLatch some) {
    while (true) {
      try {
        AuthGrant made = house.child(parent.clientToken());
        born.add(made);
        born.add(house.child(made.clientToken()));
        some.countDown();
      } catch (Conflict _) {
        // The gate would decide again.
      } catch (Refused _) {
        if (!house.works(parent.clientToken())) {
          return;
        }
      }
    }
  }

  @Test
  void aRevocationThatACrashInterruptedIsResumedWhereverItStopped() {
    boolean completed = false;
    int cut = 0;
    for (; !completed; cut++) {
      WatchedBarrier barrier = new WatchedBarrier(TestBarrier.unsealed());
      TokenHouse house = new TokenHouse(barrier);
      SecretBytes root = house.root();
      AuthGrant top = house.child(root);
      List<AuthGrant> below = new ArrayList<>();
      for (int child = 0; child < 3; child++) {
        AuthGrant made = house.child(top.clientToken());
        below.add(made);
        below.add(house.child(made.clientToken()));
      }
      barrier.cutAfter(cut);
      try {
        house.revoke(top);
        completed = true;
      } catch (PowerCut _) {
        barrier.cutAfter(Integer.MAX_VALUE);
      }
      if (cut > 0) {
        assertThat(house.works(top.clientToken())).as("cut after %d", cut).isFalse();
        house.machine.advance(Duration.ofSeconds(11));
        house.tokens.revocation().run(house.clock.instant());
        assertThat(below).as("cut after %d", cut).noneMatch(grant -> house.works(grant.clientToken()));
        assertThat(house.rows("token/")).as("cut after %d", cut).hasSize(1);
      } else {
        assertThat(house.works(top.clientToken())).isTrue();
      }
    }
    assertThat(cut).isGreaterThan(5);
  }

  @Test
  void anInterruptedRevokeOrphanStillKeepsTheChildren() {
    WatchedBarrier barrier = new WatchedBarrier(TestBarrier.unsealed());
    TokenHouse house = new TokenHouse(barrier);
    AuthGrant parent = house.child(house.root());
    AuthGrant child = house.child(parent.clientToken());
    barrier.cutAfter(1);
    assertThatThrownBy(() -> house.tokens.revocation().revokeOrphan(parent.accessor(), List.of()))
        .isInstanceOf(PowerCut.class);
    barrier.cutAfter(Integer.MAX_VALUE);
    house.machine.advance(Duration.ofSeconds(11));
    assertThat(house.tokens.revocation().run(house.clock.instant())).isEqualTo(1);
    assertThat(house.works(parent.clientToken())).isFalse();
    assertThat(house.works(child.clientToken())).isTrue();
    assertThat(house.tokens.revocation().run(house.clock.instant())).isZero();
  }
}
