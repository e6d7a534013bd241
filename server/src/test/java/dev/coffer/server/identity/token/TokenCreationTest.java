package dev.coffer.server.identity.token;

import static dev.coffer.server.identity.token.TokenSpec.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;
import dev.coffer.server.identity.token.TokenCreation.Issued;
import dev.coffer.server.storage.Conflict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenCreationTest {
  private static final Need SUDO = Need.of("auth/token/create", Capability.SUDO);

  private final TokenHouse house = new TokenHouse();
  private final SecretBytes root = house.root();

  @Test
  void aChildOfRootIsRootUnlessItSaysOtherwise() {
    AuthGrant grant = house.child(root, plain());
    assertThat(grant.policies()).containsExactly("root");
    assertThat(grant.leaseDuration()).isZero();
    assertThat(grant.renewable()).isFalse();
  }

  @Test
  void anOrdinaryTokenGetsDefaultTheSystemsTtlAndALease() {
    AuthGrant grant = house.child(root, plain().withPolicies("Dev ", "dev"));
    assertThat(grant.policies()).containsExactly("default", "dev");
    assertThat(grant.leaseDuration()).isEqualTo(Duration.ofDays(32));
    assertThat(grant.renewable()).isTrue();
    assertThat(grant.orphan()).isFalse();
    assertThat(grant.displayName()).isEqualTo("token");
    assertThat(house.leases.lists().find("auth/token/create/h" + grant.accessor())).isPresent();
    assertThat(house.caller(grant.clientToken()).tokenPolicies()).containsExactly("default", "dev");
  }

  @Test
  void anOrdinaryTokenIsOneCommitOfFourRows() {
    house.child(root); // The first one also notes that its parent has children.
    List<String> before = house.rows("");
    house.child(root);
    List<String> added = house.rows("").stream().filter(row -> !before.contains(row)).toList();
    assertThat(added)
        .hasSize(4)
        .anyMatch(row -> row.startsWith("token/id/"))
        .anyMatch(row -> row.startsWith("token/child/"))
        .anyMatch(row -> row.startsWith("lease/id/auth/token/create/h"))
        .anyMatch(row -> row.startsWith("lease/due/"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(plain().withPolicies("other"), "child policies must be subset of parent"),
        Arguments.of(plain().withPolicies("root"), "child policies must be subset of parent"),
        Arguments.of(
            plain().withPeriod(Duration.ofHours(1)),
            "root or sudo privileges required to create periodic token"),
        Arguments.of(
            plain().withoutParent(), "root or sudo privileges required to create orphan token"),
        Arguments.of(plain().withId("mine"), "root or sudo privileges required to specify token id"),
        Arguments.of(plain().withNumUses(-1), "number of uses cannot be negative"),
        Arguments.of(plain().withType("weird"), "invalid 'token_type' value"),
        Arguments.of(
            plain().withType("batch").withNumUses(2), "batch tokens cannot have \"num_uses\" set"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void withoutSudoAWishThatGoesTooFarIsRefused(TokenSpec wish, String why) {
    SecretBytes parent = house.child(root).clientToken();
    List<String> before = house.rows("");
    assertThatThrownBy(() -> house.tokens.creation().create(house.creating(parent), wish))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.failure()).isEqualTo(new Failure.Malformed(why)));
    assertThat(house.rows("")).isEqualTo(before);
  }

  @Test
  void sudoGivesMorePoliciesThanTheParentHasButNeverRoot() {
    SecretBytes parent = house.child(root).clientToken();
    Issued issued =
        house.tokens.creation().create(house.creating(parent, SUDO), plain().withPolicies("other"));
    assertThat(issued.grant().policies()).containsExactly("default", "other");
    assertThatThrownBy(
            () ->
                house.tokens
                    .creation()
                    .create(house.creating(parent, SUDO), plain().withPolicies("root")))
        .hasMessageContaining("root tokens may not be created without parent token being root");
  }

  @Test
  void aRootTokenThatEndsMakesNoneThatDoesNot() {
    SecretBytes mortal = house.child(root, plain().withTtl(Duration.ofHours(1))).clientToken();
    assertThatThrownBy(() -> house.child(mortal, plain()))
        .hasMessageContaining("expiring root tokens cannot create non-expiring root tokens");
    assertThat(house.child(mortal, plain().withTtl(Duration.ofMinutes(1))).policies())
        .containsExactly("root");
  }

  @Test
  void aTtlAboveTheMaximumIsCappedWithAWarning() {
    Issued issued =
        house
            .tokens
            .creation()
            .create(house.everything(root), plain().withPolicies("dev").withTtl(Duration.ofDays(400)));
    assertThat(issued.grant().leaseDuration()).isEqualTo(Duration.ofDays(32));
    assertThat(issued.warnings())
        .containsExactly(
            "TTL of \"9600h0m0s\" exceeded the effective max_ttl of \"768h0m0s\"; TTL value is capped accordingly");
  }

  @Test
  void aPolicyThatIsNotThereIsWarnedOf() {
    Issued issued =
        house.tokens.creation().create(house.everything(root), plain().withPolicies("missing-one"));
    assertThat(issued.warnings()).containsExactly("Policy \"missing-one\" does not exist");
  }

  @Test
  void aCustomIdWorksOnceAndMayNotLookLikeOurs() {
    AuthGrant grant = house.child(root, plain().withPolicies("dev").withId("my-own-token"));
    assertThat(house.works(SecretBytes.ofText("my-own-token"))).isTrue();
    assertThat(grant.clientToken().sameAs(SecretBytes.ofText("my-own-token"))).isTrue();
    assertThatThrownBy(() -> house.child(root, plain().withId("my-own-token")))
        .hasMessageContaining("cannot create a token with a duplicate ID");
    assertThatThrownBy(() -> house.child(root, plain().withId("hvs.mine")))
        .hasMessageContaining("'.'");
  }

  @Test
  void aTokenWithAUseLimitAndABatchTokenHaveNoChildren() {
    SecretBytes limited = house.child(root, plain().withPolicies("dev").withNumUses(5)).clientToken();
    assertThatThrownBy(() -> house.child(limited))
        .hasMessageContaining("restricted use token cannot generate child tokens");
    SecretBytes batch = house.child(root, plain().withPolicies("dev").withType("batch")).clientToken();
    assertThatThrownBy(() -> house.child(batch))
        .hasMessageContaining("batch tokens cannot create more tokens");
  }

  @Test
  void displayNamesAreCleaned() {
    TokenSpec wish =
        new TokenSpec(
            "", List.of("dev"), Map.of("team", "red"), false, true, true, "", Duration.ZERO,
            Duration.ZERO, "Jane / ops!", 0, Duration.ZERO, "");
    AuthGrant grant = house.child(root, wish);
    assertThat(grant.displayName()).isEqualTo("token-Jane---ops");
    assertThat(grant.policies()).containsExactly("dev");
    assertThat(grant.metadata()).containsEntry("team", "red");
  }

  @Test
  void noChildIsBornOfAParentThatWasRevokedAfterTheDecision() {
    AuthGrant parent = house.child(root);
    var permit = house.everything(parent.clientToken());
    house.revoke(parent);
    assertThatThrownBy(() -> house.tokens.creation().create(permit, plain()))
        .satisfiesAnyOf(
            thrown -> assertThat(thrown).isInstanceOf(Conflict.class),
            thrown -> assertThat(thrown).hasMessageContaining("no parent found"));
    assertThat(house.rows("token/child/")).isEmpty();
  }
}
