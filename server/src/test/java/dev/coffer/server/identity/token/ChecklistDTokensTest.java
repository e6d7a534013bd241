package dev.coffer.server.identity.token;

import static dev.coffer.server.identity.token.TokenSpec.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Origin;
import dev.coffer.server.gate.Permits;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checklist D: what a stranger learns from a refused token, and where a bound token works. */
final class ChecklistDTokensTest {
  private final TokenHouse house = new TokenHouse();
  private final SecretBytes root = house.root();

  @Test
  void unknownRevokedExpiredAndSpentTokensAreRefusedAlike() {
    AuthGrant revoked = house.child(root);
    house.revoke(revoked);
    AuthGrant expired = house.child(root, plain().withPolicies("dev").withTtl(Duration.ofSeconds(1)));
    AuthGrant spent = house.child(root, plain().withPolicies("dev").withNumUses(1));
    house.tokens.store().countUse(house.caller(spent.clientToken()));
    house.machine.advance(Duration.ofSeconds(1));
    SecretBytes unknown = new TokenShape(house.barrier, new SecureRandom()).newOrdinary();
    Failure first = refusal(unknown);
    assertThat(first).isInstanceOf(Failure.Unauthenticated.class);
    assertThat(List.of(revoked.clientToken(), expired.clientToken(), spent.clientToken()))
        .allSatisfy(token -> assertThat(refusal(token)).isEqualTo(first));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.0/24, 10.1.2.3, true",
    "10.1.2.0/24, 10.1.3.3, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "0.0.0.0/0, 192.0.2.1, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "10.0.0.0/8, localhost, false",
    "10.0.0.0/99, 10.0.0.1, false",
    "10.0.0.0/-1, 10.0.0.1, false"
  })
  void aNetworkHoldsWhatItsBitsSay(String network, String address, boolean holds) {
    assertThat(Cidr.anyContains(List.of(network), address)).isEqualTo(holds);
  }

  @Test
  void aBoundTokenAndItsChildrenWorkOnlyFromTheirNetwork() {
    house
        .tokens
        .roles()
        .put(Permits.everything(), "bound", role -> withCidrs(role, List.of("10.1.0.0/16")));
    SecretBytes bound =
        house
            .tokens
            .creation()
            .createByRole(house.everything(root), plain().withPolicies("dev"), "bound")
            .grant()
            .clientToken();
    Origin near = new Origin("10.1.9.9", 1, "", Json.Object.empty());
    Origin far = new Origin("10.2.9.9", 1, "", Json.Object.empty());
    assertThat(house.caller(bound, near).tokenPolicies()).contains("dev");
    assertThat(catchThrowableOfType(Refused.class, () -> house.caller(bound, far))).isNotNull();
    SecretBytes child =
        house
            .tokens
            .creation()
            .create(Permits.everything(house.caller(bound, near)), plain())
            .grant()
            .clientToken();
    assertThat(catchThrowableOfType(Refused.class, () -> house.caller(child, far))).isNotNull();
    assertThat(house.caller(child, near)).isNotNull();
  }

  private static TokenRole withCidrs(TokenRole role, List<String> cidrs) {
    return new TokenRole(
        role.name(), role.allowedPolicies(), role.allowedPoliciesGlob(), role.disallowedPolicies(),
        role.disallowedPoliciesGlob(), role.allowedEntityAliases(), role.orphan(), role.renewable(),
        role.pathSuffix(), role.period(), role.explicitMaxTtl(), cidrs, role.noDefaultPolicy(),
        role.numUses(), role.type());
  }

  private Failure refusal(SecretBytes token) {
    Refused refused = catchThrowableOfType(Refused.class, () -> house.caller(token));
    assertThat(refused).isNotNull();
    return refused.failure();
  }
}
