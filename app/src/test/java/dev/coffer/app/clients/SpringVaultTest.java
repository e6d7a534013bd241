package dev.coffer.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.app.DevServer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.vault.VaultException;
import org.springframework.vault.authentication.TokenAuthentication;
import org.springframework.vault.client.VaultEndpoint;
import org.springframework.vault.core.VaultKeyValueOperationsSupport.KeyValueBackend;
import org.springframework.vault.core.VaultTemplate;
import org.springframework.vault.support.Policy;
import org.springframework.vault.support.Policy.BuiltinCapabilities;
import org.springframework.vault.support.VaultHealth;
import org.springframework.vault.support.VaultMount;
import org.springframework.vault.support.VaultTokenRequest;
import org.springframework.vault.support.VaultTokenResponse;
import org.springframework.vault.support.Versioned;
import org.springframework.vault.support.WrappedMetadata;

/** spring-vault-core 4, as a Spring program uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringVaultTest {
  @SuppressWarnings("NullAway.Init")
  private DevServer server;

  @BeforeAll
  void start() {
    server = DevServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private VaultTemplate as(String token) {
    return new VaultTemplate(
        VaultEndpoint.from(URI.create(server.address())), new TokenAuthentication(token));
  }

  @Test
  void healthIsReadWithoutANullBoolean() {
    VaultHealth health = as("root").opsForSys().health();
    assertThat(health.isInitialized()).isTrue();
    assertThat(health.isSealed()).isFalse();
    assertThat(health.isPerformanceStandby()).isFalse();
  }

  @Test
  void versionedSecretsAreWrittenReadDeletedAndBroughtBack() {
    var kv = as("root").opsForVersionedKeyValue("secret");
    Versioned.Metadata first = kv.put("spring/config", Map.of("password", "one"));
    assertThat(first.getVersion()).isEqualTo(Versioned.Version.from(1));
    kv.put("spring/config", Map.of("password", "two"));
    assertThat(kv.get("spring/config")).isNotNull();
    assertThat(there(kv.get("spring/config")).getRequiredData()).containsEntry("password", "two");
    assertThat(there(kv.get("spring/config", Versioned.Version.from(1))).getRequiredData())
        .isEqualTo(Map.of("password", "one"));
    assertThatThrownBy(
            () ->
                kv.put(
                    "spring/config",
                    Versioned.create(Map.of("password", "x"), Versioned.Version.from(1))))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("check-and-set");
    kv.delete("spring/config");
    assertThat(there(kv.get("spring/config")).getData()).isNull();
    kv.undelete("spring/config", Versioned.Version.from(2));
    assertThat(there(kv.get("spring/config")).getRequiredData()).containsEntry("password", "two");
    assertThat(kv.list("spring")).containsExactly("config");
  }

  @Test
  void unversionedSecretsLiveAtAMountOfTheirOwn() {
    VaultTemplate template = as("root");
    template.opsForSys().mount("spring-v1", VaultMount.builder().type("kv").options(Map.of("version", "1")).build());
    var kv = template.opsForKeyValue("spring-v1", KeyValueBackend.KV_1);
    kv.put("a", Map.of("b", "c"));
    assertThat(there(kv.get("a")).getRequiredData()).containsEntry("b", "c");
    assertThat(template.opsForSys().getMounts()).containsKey("spring-v1/");
    template.opsForSys().unmount("spring-v1");
    assertThat(template.opsForSys().getMounts()).doesNotContainKey("spring-v1/");
  }

  @Test
  void aTokenMayWhatItsPolicySaysAndNothingElse() {
    VaultTemplate root = as("root");
    root.opsForSys()
        .createOrUpdatePolicy(
            "spring-reader",
            Policy.of(Policy.Rule.builder().path("secret/data/spring/*").capabilities(BuiltinCapabilities.READ).build()));
    assertThat(root.opsForSys().getPolicyNames()).contains("spring-reader");
    assertThat(there(root.opsForSys().getPolicy("spring-reader")).getRules()).hasSize(1);
    VaultTokenResponse made =
        root.opsForToken()
            .create(VaultTokenRequest.builder().withPolicy("spring-reader").ttl(Duration.ofHours(1)).build());
    assertThat(made.getToken().getToken()).startsWith("hvs.");
    VaultTemplate reader = as(made.getToken().getToken());
    root.opsForVersionedKeyValue("secret").put("spring/may", Map.of("k", "v"));
    assertThat(there(reader.opsForVersionedKeyValue("secret").get("spring/may")).getRequiredData()).containsEntry("k", "v");
    assertThatThrownBy(() -> reader.opsForVersionedKeyValue("secret").put("spring/may", Map.of("k", "w")))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("permission denied");
    root.opsForToken().revoke(made.getToken());
    assertThatThrownBy(() -> reader.opsForVersionedKeyValue("secret").get("spring/may"))
        .isInstanceOf(VaultException.class);
  }

  @Test
  void aWrappedAnswerIsOpenedOnce() {
    var wrapping = as("root").opsForWrapping();
    WrappedMetadata wrapped = wrapping.wrap(Map.of("a", "b"), Duration.ofMinutes(1));
    assertThat(wrapping.lookup(wrapped.getToken())).isNotNull();
    assertThat(there(wrapping.read(wrapped.getToken())).getRequiredData()).containsEntry("a", "b");
    assertThat(wrapping.read(wrapped.getToken())).isNull();
  }

  private static <T> T there(@Nullable T answer) {
    return Objects.requireNonNull(answer, "the server answered with nothing");
  }
}
