package dev.coffer.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lock-outs as a mount is tuned, and as operators see and end them. */
final class LockedUsersTest {
  private final AssembledVault vault = new AssembledVault();

  @BeforeEach
  void enable() {
    vault.post("sys/auth/userpass", "{\"type\": \"userpass\"}");
    vault.post("auth/userpass/users/bob", "{\"password\": \"correct\"}");
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private int login(String password) {
    return vault.as("", "POST", "auth/userpass/login/bob", "{\"password\": \"" + password + "\"}").status();
  }

  private Told tune(String config) {
    return vault.post("sys/auth/userpass/tune", "{\"user_lockout_config\": " + config + "}");
  }

  private String accessor() {
    return vault.get("sys/auth/userpass").data().text("accessor").orElseThrow();
  }

  @Test
  void aMountMayAllowFewerFailuresForLonger() {
    assertThat(tune("{\"lockout_threshold\": \"2\", \"lockout_duration\": \"1h\"}").status()).isEqualTo(204);
    assertThat(vault.get("sys/auth/userpass/tune").text())
        .contains("\"user_lockout_threshold\":2", "\"user_lockout_duration\":3600", "\"user_lockout_counter_reset_duration\":900");
    assertThat(login("wrong")).isEqualTo(400);
    assertThat(login("wrong")).isEqualTo(400);
    assertThat(login("correct")).isEqualTo(403);
    vault.clock.advance(Duration.ofMinutes(59));
    assertThat(login("correct")).isEqualTo(403);
    vault.clock.advance(Duration.ofMinutes(1));
    assertThat(login("correct")).isEqualTo(200);
  }

  @Test
  void aMountMayDoWithout() {
    assertThat(tune("{\"lockout_disable\": true}").status()).isEqualTo(204);
    for (int guess = 0; guess < 7; guess++) {
      assertThat(login("wrong")).isEqualTo(400);
    }
    assertThat(login("correct")).isEqualTo(200);
    tune("{\"lockout_disable\": false}");
    assertThat(vault.get("sys/auth/userpass/tune").text()).doesNotContain("user_lockout");
  }

  @Test
  void aMountIsEnabledWithItsTerms() {
    vault.post("sys/auth/other", "{\"type\": \"userpass\", \"config\": {\"user_lockout_config\": {\"lockout_threshold\": 3}}}");
    assertThat(vault.get("sys/auth/other").text()).contains("\"user_lockout_threshold\":3");
  }

  @Test
  void termsThatMakeNoSenseAreRefused() {
    for (String config :
        List.of("{\"lockout_threshold\": 0}", "{\"lockout_threshold\": -1}", "{\"lockout_threshold\": \"many\"}",
            "{\"lockout_duration\": \"0s\"}", "{\"lockout_duration\": \"1000h\"}", "{\"lockout_disable\": \"maybe\"}")) {
      assertThat(tune(config).status()).as(config).isEqualTo(400);
    }
  }

  @Test
  void operatorsSeeWhoIsLockedOutAndLetThemGuessAgain() {
    for (int guess = 0; guess < 5; guess++) {
      login("wrong");
    }
    assertThat(login("correct")).isEqualTo(403);
    Told told = vault.get("sys/locked-users");
    assertThat(told.text())
        .contains(
            "{\"alias_identifiers\":[\"bob\"],\"counts\":1,\"mount_accessor\":\"" + accessor() + "\"}", "\"namespace_id\":\"root\"", "\"total\":1");
    assertThat(vault.get("sys/locked-users?mount_accessor=other").data().integer("total")).contains(0L);
    assertThat(vault.post("sys/locked-users/" + accessor() + "/unlock/eve", "{}").status()).isEqualTo(204);
    assertThat(login("correct")).isEqualTo(403);
    assertThat(vault.post("sys/locked-users/nothing/unlock/bob", "{}").status()).isEqualTo(400);
    assertThat(vault.post("sys/locked-users/" + accessor() + "/unlock/bob", "{}").status()).isEqualTo(204);
    assertThat(vault.get("sys/locked-users").data().integer("total")).contains(0L);
    assertThat(login("correct")).isEqualTo(200);
  }
}
