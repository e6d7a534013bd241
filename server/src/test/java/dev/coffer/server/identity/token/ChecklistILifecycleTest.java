package dev.coffer.server.identity.token;

import static dev.coffer.server.identity.token.TokenSpec.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Permits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checklist I: nothing outlives its maximum, nothing that ended lives, tidy keeps what lives. */
final class ChecklistILifecycleTest {
  private final TokenHouse house = new TokenHouse();
  private final SecretBytes root = house.root();

  @Test
  void renewingInTheLastSecondDoesNotPassTheMaximum() {
    AuthGrant grant =
        house.child(
            root,
            plain().withPolicies("dev").withTtl(Duration.ofMinutes(10)).withExplicitMaxTtl(Duration.ofMinutes(10)));
    Instant end = house.clock.instant().plus(Duration.ofMinutes(10));
    house.machine.advance(Duration.ofMinutes(10).minusMillis(400));
    AuthGrant renewed = renew(grant, Duration.ofHours(1));
    assertThat(renewed.leaseDuration()).isEqualTo(Duration.ofMillis(400));
    assertThat(expires(grant)).isEqualTo(end);
    house.machine.advance(Duration.ofMillis(399));
    assertThat(house.works(grant.clientToken())).isTrue();
    house.machine.advance(Duration.ofMillis(1));
    assertThat(house.works(grant.clientToken())).isFalse();
    assertThatThrownBy(() -> renew(grant, Duration.ofHours(1))).hasMessageContaining("token not found");
  }

  @Test
  void everyChainOfRenewalsStopsAtTheSystemsMaximum() {
    AuthGrant grant = house.child(root, plain().withPolicies("dev").withTtl(Duration.ofDays(1)));
    Instant max = house.clock.instant().plus(Duration.ofDays(32));
    for (int day = 0; day < 31; day++) {
      house.machine.advance(Duration.ofHours(23));
      renew(grant, Duration.ofDays(1));
      assertThat(expires(grant)).isBeforeOrEqualTo(max);
    }
    renew(grant, Duration.ofDays(300));
    assertThat(expires(grant)).isEqualTo(max);
  }

  @Test
  void aPeriodicTokenLivesAsLongAsItIsRenewedButNotPastAnExplicitMaximum() {
    AuthGrant grant = house.child(root, plain().withPolicies("dev").withPeriod(Duration.ofHours(24)));
    for (int day = 0; day < 100; day++) {
      house.machine.advance(Duration.ofHours(23));
      assertThat(renew(grant, Duration.ofHours(1)).leaseDuration()).isEqualTo(Duration.ofHours(24));
    }
    AuthGrant limited =
        house.child(
            root,
            plain()
                .withPolicies("dev")
                .withPeriod(Duration.ofHours(24))
                .withExplicitMaxTtl(Duration.ofHours(36)));
    house.machine.advance(Duration.ofHours(23));
    assertThat(renew(limited, Duration.ZERO).leaseDuration()).isEqualTo(Duration.ofHours(13));
  }

  @Test
  void anEndedTokenIsInvalidBeforeAnySweep() {
    AuthGrant grant = house.child(root, plain().withPolicies("dev").withTtl(Duration.ofSeconds(5)));
    house.machine.advance(Duration.ofSeconds(5));
    assertThat(house.works(grant.clientToken())).isFalse();
    assertThat(house.tokens.lookup().byHash(grant.accessor())).isEmpty();
    assertThat(house.rows("token/id/")).as("not swept yet").hasSize(2);
    assertThat(house.leases.revocations().run(house.clock.instant()).ended()).isEqualTo(1);
    assertThat(house.rows("token/id/")).hasSize(1);
    assertThat(house.rows("lease/due/")).isEmpty();
  }

  @Test
  void puttingTheMachinesClockBackRevivesNothing() {
    AuthGrant grant = house.child(root, plain().withPolicies("dev").withTtl(Duration.ofSeconds(5)));
    Instant start = house.machine.instant();
    house.machine.advance(Duration.ofSeconds(6));
    assertThat(house.works(grant.clientToken())).isFalse();
    house.machine.set(start);
    assertThat(house.works(grant.clientToken())).isFalse();
  }

  @Test
  void theEndOfAParentEndsItsChildrenWithTheSweep() {
    AuthGrant parent = house.child(root, plain().withPolicies("dev").withTtl(Duration.ofMinutes(1)));
    AuthGrant child = house.child(parent.clientToken(), plain().withTtl(Duration.ofHours(10)));
    house.machine.advance(Duration.ofMinutes(1));
    house.leases.revocations().run(house.clock.instant());
    assertThat(house.works(child.clientToken())).isFalse();
    assertThat(house.rows("lease/id/")).isEmpty();
  }

  @Test
  void aRenewalThatRacesWithRevocationByLeaseLoses() {
    AuthGrant grant = house.child(root);
    var permit = house.everything(root);
    house.leases.revocations().revoke("auth/token/create/h" + grant.accessor(), List.of());
    assertThat(house.works(grant.clientToken())).isFalse();
    assertThatThrownBy(
            () -> house.tokens.renewal().renew(permit, grant.accessor(), grant.clientToken(), Duration.ZERO))
        .hasMessageContaining("token not found");
  }

  @Test
  void deletingARoleStillLetsItsTokensBeRevokedButNotRenewed() {
    house.tokens.roles().put(Permits.everything(), "ci", role -> role);
    AuthGrant grant =
        house
            .tokens
            .creation()
            .createByRole(house.everything(root), plain().withPolicies("dev"), "ci")
            .grant();
    house.tokens.roles().delete(Permits.everything(), "ci");
    assertThat(house.works(grant.clientToken())).isTrue();
    assertThatThrownBy(() -> renew(grant, Duration.ZERO)).hasMessageContaining("role could not be found");
    assertThat(house.leases.revocations().revokePrefix("auth/token/create/ci/", List.of())).isEqualTo(1);
    assertThat(house.works(grant.clientToken())).isFalse();
  }

  @Test
  void tidyRemovesNothingThatLives() {
    AuthGrant parent = house.child(root);
    AuthGrant child = house.child(parent.clientToken());
    List<String> before = house.rows("");
    assertThat(house.tokens.tidy().tidy()).isZero();
    assertThat(house.rows("")).isEqualTo(before);
    assertThat(house.works(child.clientToken())).isTrue();
  }

  private AuthGrant renew(AuthGrant grant, Duration increment) {
    return house
        .tokens
        .renewal()
        .renew(house.everything(root), grant.accessor(), grant.clientToken(), increment)
        .grant();
  }

  private Instant expires(AuthGrant grant) {
    return house
        .tokens
        .lookup()
        .byHash(grant.accessor())
        .orElseThrow()
        .entry()
        .times()
        .expires()
        .orElseThrow();
  }
}
