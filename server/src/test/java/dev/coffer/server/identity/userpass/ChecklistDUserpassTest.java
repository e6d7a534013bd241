package dev.coffer.server.identity.userpass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.engine.LockoutTerms;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checklist D: guessing passwords, and what a guess tells. */
final class ChecklistDUserpassTest {
  private static final String BOB = "auth/userpass/users/bob";

  private final AssembledVault vault = new AssembledVault();

  @BeforeEach
  void enable() {
    vault.post("sys/auth/userpass", "{\"type\": \"userpass\"}");
    Told made = vault.post("auth/userpass/users/Bob", "{\"password\": \"correct\", \"token_policies\": [\"dev\"], \"token_ttl\": \"1h\"}");
    assertThat(made.status()).as(made.text()).isEqualTo(204);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private Told login(String name, String password) {
    return vault.as("", "POST", "auth/userpass/login/" + name, "{\"password\": \"" + password + "\"}");
  }

  @Test
  void aUserLogsInInAnyCase() {
    Told told = login("BOB", "correct");
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.auth().object("metadata").orElseThrow().text("username")).contains("bob");
    Told self = vault.as(told.token(), "GET", "auth/token/lookup-self", "");
    assertThat(self.data().text("display_name")).contains("userpass-bob");
    assertThat(self.data().text("path")).contains("auth/userpass/login/bob");
  }

  @Test
  void anUnknownUserAndAWrongPasswordGetTheSameWords() {
    assertThat(login("bob", "wrong").text())
        .isEqualTo("{\"errors\":[\"invalid username or password\"]}")
        .isEqualTo(login("nobody", "wrong").text())
        .isEqualTo(login("no%20body", "wrong").text());
    assertThat(login("bob", "").text()).isEqualTo(login("nobody", "").text());
  }

  @Test
  void nobodysHashCostsAsMuchAsAUsersAndMatchesNoPassword() {
    Argon2Hash nobody = Argon2Hash.ofNobody();
    Argon2Hash somebody = Argon2Hash.of("x".getBytes(StandardCharsets.UTF_8), new byte[16]);
    assertThat(nobody.memoryKib()).isEqualTo(somebody.memoryKib());
    assertThat(nobody.passes()).isEqualTo(somebody.passes());
    assertThat(nobody.lanes()).isEqualTo(somebody.lanes());
    assertThat(nobody.isOf("x".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(somebody.isOf("x".getBytes(StandardCharsets.UTF_8))).isTrue();
  }

  /** CVE-2025-6004. */
  @Test
  void casingDoesNotDodgeTheLockOut() {
    for (String name : new String[] {"bob", "Bob", "bOb", "boB", "BOB"}) {
      assertThat(login(name, "wrong").status()).as(name).isEqualTo(400);
    }
    assertThat(login("bob", "correct").status()).isEqualTo(403);
    assertThat(login("BoB", "correct").status()).isEqualTo(403);
    vault.clock.advance(Duration.ofMinutes(15));
    assertThat(login("bob", "correct").status()).isEqualTo(200);
  }

  @Test
  void successForgetsTheFailuresBefore() {
    for (int round = 0; round < 2; round++) {
      for (int guess = 1; guess < LockoutTerms.DEFAULT.threshold(); guess++) {
        assertThat(login("bob", "wrong").status()).isEqualTo(400);
      }
      assertThat(login("bob", "correct").status()).isEqualTo(200);
    }
  }

  @Test
  void whoFindsAllHashersAtWorkIsToldToComeBack() {
    Passwords busy = new Passwords(new SecureRandom(), new Semaphore(0));
    assertThatThrownBy(() -> busy.hash("x")).hasMessageContaining("Unavailable");
  }

  @Test
  void passwordsAndPoliciesHaveAddressesOfTheirOwn() {
    assertThat(vault.post(BOB + "/password", "{\"password\": \"other\", \"token_policies\": [\"ops\"]}").status()).isEqualTo(204);
    assertThat(login("bob", "correct").status()).isEqualTo(400);
    String token = login("bob", "other").token();
    assertThat(vault.get(BOB).text()).contains("\"token_policies\":[\"dev\"]").doesNotContain("other");
    assertThat(vault.as(token, "POST", "auth/token/renew-self", "{}").status()).isEqualTo(200);
    assertThat(vault.post(BOB + "/policies", "{\"policies\": [\"ops\"]}").status()).isEqualTo(204);
    assertThat(vault.as(token, "POST", "auth/token/renew-self", "{}").text()).contains("policies have changed, not renewing");
    vault.delete(BOB);
    assertThat(login("bob", "other").status()).isEqualTo(400);
    assertThat(vault.post(BOB, "{}").text()).contains("missing password");
  }

  private static String bcrypt(String password) {
    return OpenBSDBCrypt.generate("2b", password.toCharArray(), new byte[16], 10);
  }

  @Test
  void aHashFromElsewhereLetsInAndIsReplacedByOurOwn() {
    assertThat(vault.post("auth/userpass/users/ann", "{\"password_hash\": \"" + bcrypt("annas own") + "\"}").status()).isEqualTo(204);
    assertThat(login("ann", "wrong").text()).isEqualTo(login("nobody", "wrong").text());
    assertThat(login("ann", "annas own").status()).isEqualTo(200);
    assertThat(login("ann", "annas own").status()).as("under Argon2id now").isEqualTo(200);
    assertThat(login("ann", "wrong").status()).isEqualTo(400);
    assertThat(vault.get("auth/userpass/users/ann").text()).doesNotContain("$2b$");
  }

  @Test
  void onlyBcryptHashesOfAFairCostAreTaken() {
    for (String hash : new String[] {"plain", "$2b$04$" + "a".repeat(53), "$2b$31$" + "a".repeat(53), "$1$abc$def", bcrypt("x") + "x"}) {
      Told told = vault.post("auth/userpass/users/ann", "{\"password_hash\": \"" + hash + "\"}");
      assertThat(told.status()).as(hash).isEqualTo(400);
      assertThat(told.text()).doesNotContain("a".repeat(53));
    }
    assertThat(vault.post(BOB, "{\"password_hash\": \"" + bcrypt("x") + "\", \"password\": \"y\"}").text()).contains("cannot both be given");
    assertThat(vault.post(BOB + "/password", "{\"password_hash\": \"" + bcrypt("other") + "\"}").status()).isEqualTo(204);
    assertThat(login("bob", "other").status()).isEqualTo(200);
  }

  /** Bcrypt looks at 72 bytes: without a limit all that begin so would be one password. */
  @Test
  void aLongPasswordIsNotCutForBcrypt() {
    BcryptHash hash = BcryptHash.of(bcrypt("a".repeat(72)));
    assertThat(hash.isOf("a".repeat(72).getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(hash.isOf("a".repeat(73).getBytes(StandardCharsets.UTF_8))).isFalse();
  }
}
