package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault.Served;
import dev.coffer.server.AssembledVault.Told;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What anybody may ask without a token, as an exact list. Whoever opens another door must add a line
 * here, and say why in the review.
 */
final class ClosedDoorsTest {
  /** What must be known, or done, before anybody can have a token. */
  private static final List<String> OPEN =
      List.of(
          "GET sys/health",
          "GET sys/init",
          "GET sys/internal/ui/feature-flags",
          "GET sys/leader",
          "GET sys/seal-status",
          "POST sys/init",
          "POST sys/unseal");

  /** The token they open is the right to it. */
  private static final List<String> REDEEMING =
      List.of(
          "GET sys/wrapping/lookup",
          "POST sys/wrapping/lookup",
          "POST sys/wrapping/rewrap",
          "POST sys/wrapping/unwrap");

  /** What they take is the proof; ChecklistDLoginsTest has what a stranger can learn there. */
  private static final List<String> LOGINS = List.of(
          "POST auth/approle/login",
          "POST auth/aws/login",
          "POST auth/cert/login",
          "POST auth/jwt/login",
          "POST auth/jwt/oidc/auth_url",
          "GET auth/jwt/oidc/callback",
          "POST auth/kubernetes/login",
          "POST auth/ldap/login/x",
          "POST auth/userpass/login/x",
          "GET identity/oidc/.well-known/keys",
          "GET identity/oidc/.well-known/openid-configuration",
          "POST identity/mfa/method/totp/self-enroll",
          "POST sys/mfa/validate");

  /** Key shares are the right to finish them; ChecklistGCeremoniesTest has what a stranger cannot do. */
  private static final List<String> CEREMONIES =
      List.of(
          "GET sys/generate-root",
          "GET sys/generate-root/attempt",
          "POST sys/generate-root/attempt",
          "DELETE sys/generate-root/attempt",
          "POST sys/generate-root/update",
          "GET sys/rekey/init",
          "POST sys/rekey/init",
          "DELETE sys/rekey/init",
          "POST sys/rekey/update",
          "GET sys/rekey/verify",
          "POST sys/rekey/verify",
          "DELETE sys/rekey/verify",
          "GET sys/rekey-recovery-key/init",
          "POST sys/rekey-recovery-key/init",
          "DELETE sys/rekey-recovery-key/init",
          "POST sys/rekey-recovery-key/update",
          "GET sys/rekey-recovery-key/verify",
          "POST sys/rekey-recovery-key/verify",
          "DELETE sys/rekey-recovery-key/verify");

  private static final String FORGED = "hvs." + "A".repeat(24);

  private final AssembledVault vault = new AssembledVault();

  @BeforeEach
  void enable() {
    vault.post("sys/auth/approle", "{\"type\": \"approle\"}");
    vault.post("sys/auth/aws", "{\"type\": \"aws\"}");
    vault.post("sys/auth/cert", "{\"type\": \"cert\"}");
    vault.post("sys/auth/ldap", "{\"type\": \"ldap\"}");
    vault.post("sys/auth/jwt", "{\"type\": \"jwt\"}");
    vault.post("sys/auth/kubernetes", "{\"type\": \"kubernetes\"}");
    vault.post("sys/auth/userpass", "{\"type\": \"userpass\"}");
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private static Set<String> open() {
    Set<String> open = new TreeSet<>(OPEN);
    open.addAll(REDEEMING);
    open.addAll(LOGINS);
    open.addAll(CEREMONIES);
    return open;
  }

  private Set<String> answeredFor(String token) {
    Set<String> answered = new TreeSet<>();
    for (Served route : vault.served()) {
      vault.clock.advance(Duration.ofSeconds(1)); // Or the many refusals would be told to wait.
      Told told = vault.as(token, route.method(), route.path(), route.method().equals("POST") ? "{}" : "");
      if (!told.text().contains("permission denied") && told.status() != 429) {
        answered.add(route.method() + " " + route.path());
      }
    }
    return answered;
  }

  @Test
  void withoutATokenExactlyTheseRoutesAnswer() {
    Set<String> expected = open();
    assertThat(answeredFor("")).isEqualTo(expected);
  }

  @Test
  void aForgedTokenOpensNothingMore() {
    Set<String> expected = open();
    assertThat(answeredFor(FORGED)).isEqualTo(expected);
  }

  @Test
  void theRedeemingRoutesTellAStrangerNothing() {
    for (String route : REDEEMING) {
      String[] parts = route.split(" ", 2);
      Told told = vault.as("", parts[0], parts[1], "{\"token\": \"" + FORGED + "\"}");
      assertThat(told.status()).as(route).isEqualTo(400);
      assertThat(told.text()).as(route).doesNotContain("A".repeat(24));
    }
  }

  @Test
  void aTokenWithoutPoliciesOpensNoMoreThanTheDefaultPolicySays() {
    String token = vault.post("auth/token/create", "{\"no_default_policy\": true, \"policies\": [\"none\"]}").token();
    Set<String> expected = open();
    // What shows only what the token's own policies reach, or nothing that is not public.
    assertThat(answeredFor(token)).containsAll(expected);
    Set<String> more = answeredFor(token);
    more.removeAll(expected);
    assertThat(more).isSubsetOf(
            "GET sys/internal/ui/mounts", "GET sys/internal/ui/namespaces", "GET sys/internal/ui/resultant-acl");
  }
}
