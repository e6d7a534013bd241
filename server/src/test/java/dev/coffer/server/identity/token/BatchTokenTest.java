package dev.coffer.server.identity.token;

import static dev.coffer.server.identity.token.TokenSpec.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.fake.TestBarrier;
import dev.coffer.server.gate.AuthGrant;
import dev.coffer.server.gate.Caller;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BatchTokenTest {
  private final TokenHouse house = new TokenHouse();
  private final SecretBytes root = house.root();

  @Test
  void nothingIsStoredAndNothingCanBeRenewed() {
    batch(root); // The first one makes the purpose key.
    List<String> before = house.rows("");
    AuthGrant grant = batch(root);
    assertThat(house.rows("")).isEqualTo(before);
    assertThat(grant.accessor()).isEmpty();
    assertThat(grant.renewable()).isFalse();
    assertThat(grant.numUses()).isZero();
    assertThat(grant.tokenType()).isEqualTo("batch");
  }

  @Test
  void itStandsForItsPoliciesUntilItEnds() {
    AuthGrant grant = batch(root);
    Caller caller = house.caller(grant.clientToken());
    assertThat(caller.tokenHash()).isEmpty();
    assertThat(caller.tokenType()).isEqualTo("batch");
    assertThat(caller.tokenPolicies()).containsExactly("default", "dev");
    house.machine.advance(Duration.ofHours(1));
    assertThat(house.works(grant.clientToken())).isFalse();
  }

  @Test
  void itEndsWithItsParentAndRestsOnTheParentsRow() {
    AuthGrant parent = house.child(root);
    AuthGrant grant = batch(parent.clientToken());
    assertThat(house.caller(grant.clientToken()).revisions())
        .isEqualTo(house.caller(parent.clientToken()).revisions())
        .isNotEmpty();
    house.revoke(parent);
    assertThat(house.works(grant.clientToken())).isFalse();
  }

  @Test
  void rootIsNeverBatch() {
    assertThatThrownBy(() -> house.child(root, plain().withType("batch")))
        .hasMessageContaining("batch tokens cannot be root tokens");
  }

  @Test
  void aChangedByteAnywhereIsRefused() {
    byte[] token = batch(root).clientToken().read(byte[]::clone);
    for (int at = 4; at < token.length; at++) {
      byte[] changed = token.clone();
      changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
      assertThat(house.works(SecretBytes.owning(changed))).as("byte %d", at).isFalse();
    }
  }

  @Test
  void anotherServersBatchTokenIsRefusedAndNoTwoAreAlike() {
    BatchTokens others = new BatchTokens(TestBarrier.unsealed(), new SecureRandom());
    TokenEntry entry = house.tokens.lookup().byText(root).orElseThrow().entry();
    assertThat(house.works(others.seal(entry))).isFalse();
    Set<String> seen = new HashSet<>();
    for (int made = 0; made < 200; made++) {
      assertThat(seen.add(others.seal(entry).read(Arrays::toString))).isTrue();
    }
  }

  private AuthGrant batch(SecretBytes parent) {
    return house.child(
        parent, plain().withPolicies("dev").withType("batch").withTtl(Duration.ofHours(1)));
  }
}
