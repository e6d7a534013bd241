package dev.coffer.server.identity.token;

import static dev.coffer.server.identity.token.TokenSpec.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Caller;
import dev.coffer.server.storage.Conflict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class TokenUsesTest {
  private final TokenHouse house = new TokenHouse();
  private final SecretBytes root = house.root();

  @Test
  void ofManyRacingUsesOfThreeExactlyThreeSucceed() throws Exception {
    SecretBytes token = limited(3).clientToken();
    List<Future<Boolean>> uses = new ArrayList<>();
    try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int user = 0; user < 24; user++) {
        uses.add(users.submit(() -> use(token)));
      }
    }
    int succeeded = 0;
    for (Future<Boolean> use : uses) {
      succeeded += use.get() ? 1 : 0;
    }
    assertThat(succeeded).isEqualTo(3);
    assertThat(house.works(token)).isFalse();
  }

  /** As the gate does: authenticate, count, and from the start when the race was lost. */
  private boolean use(SecretBytes token) {
    while (true) {
      try {
        house.tokens.store().countUse(house.caller(token));
        return true;
      } catch (Conflict _) {
        Thread.onSpinWait();
      } catch (Refused _) {
        return false;
      }
    }
  }

  @Test
  void aUseIsCountedBeforeTheEffectAndTheLastOneStillHasItsRevision() {
    AuthGrant grant = limited(1);
    Caller caller = house.caller(grant.clientToken());
    assertThat(caller.usesLeft()).isEqualTo(1);
    Caller counted = house.tokens.store().countUse(caller);
    assertThat(house.works(grant.clientToken())).isFalse();
    try (var reading = house.barrier.read()) {
      assertThat(counted.revisions())
          .containsExactly(reading.expectation(TokenRows.row(grant.accessor())));
    }
    house.tokens.store().afterUse(counted);
    assertThat(house.rows("token/id/")).hasSize(1);
    assertThat(house.rows("lease/id/")).isEmpty();
    assertThat(house.rows("lease/due/")).isEmpty();
  }

  @Test
  void aCountedUseStandsUntilItIsAnsweredThoughOthersUseTheTokenUp() {
    AuthGrant grant = limited(2);
    Caller first = house.tokens.store().countUse(house.caller(grant.clientToken()));
    Caller last = house.tokens.store().countUse(house.caller(grant.clientToken()));
    house.tokens.store().afterUse(last);
    assertThat(house.works(grant.clientToken())).isFalse();
    try (var reading = house.barrier.read()) {
      Caller now = house.tokens.store().standing(reading, first);
      assertThat(now.revisions())
          .containsExactly(reading.expectation(TokenRows.row(grant.accessor())))
          .isNotEqualTo(first.revisions());
    }
    house.tokens.store().afterUse(first);
    assertThat(house.rows("token/id/")).as("nothing of it is left").hasSize(1);
  }

  @Test
  void aCountedUseDoesNotOutliveARevocation() {
    AuthGrant grant = limited(2);
    Caller counted = house.tokens.store().countUse(house.caller(grant.clientToken()));
    house.tokens.revocation().revoke(grant.accessor(), List.of());
    try (var reading = house.barrier.read()) {
      assertThatThrownBy(() -> house.tokens.store().standing(reading, counted))
          .isInstanceOf(Refused.class);
    }
  }

  @Test
  void aTokenWhoseLastRequestCrashedIsSweptLater() {
    AuthGrant grant = limited(1);
    house.tokens.store().countUse(house.caller(grant.clientToken()));
    house.tokens.revocation().run(house.clock.instant());
    assertThat(house.rows("token/id/")).as("its last request may still run").hasSize(2);
    house.machine.advance(Duration.ofMinutes(6));
    house.tokens.revocation().run(house.clock.instant());
    assertThat(house.rows("token/id/")).hasSize(1);
    assertThat(house.rows("token/ending/")).isEmpty();
  }

  @Test
  void aTokenThatWasOnlyRenewedIsNotWithdrawn() {
    AuthGrant grant = house.child(root);
    AuthGrant renewed =
        house
            .tokens
            .renewal()
            .renew(house.everything(root), grant.accessor(), grant.clientToken(), Duration.ZERO)
            .grant();
    house.tokens.store().withdraw(renewed);
    assertThat(house.works(grant.clientToken())).isTrue();
    AuthGrant fresh = house.child(root);
    house.tokens.store().withdraw(fresh);
    assertThat(house.works(fresh.clientToken())).isFalse();
  }

  private AuthGrant limited(int uses) {
    return house.child(root, plain().withPolicies("dev").withNumUses(uses));
  }
}
