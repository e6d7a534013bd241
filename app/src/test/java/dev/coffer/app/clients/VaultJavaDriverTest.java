package dev.coffer.app.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.app.DevServer;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.Auth;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.response.AuthResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The driver io.github.jopenlibs:vault-java-driver, as a plain Java program uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VaultJavaDriverTest {
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

  private Vault as(String token) throws VaultException {
    VaultConfig config =
        new VaultConfig().address(server.address()).token(token).engineVersion(2).build();
    return Vault.create(config);
  }

  @Test
  void secretsAreWrittenReadListedAndDeleted() throws VaultException {
    var logical = as("root").logical();
    logical.write("secret/driver/config", Map.of("password", "s3cret"));
    assertThat(logical.read("secret/driver/config").getData()).containsEntry("password", "s3cret");
    assertThat(logical.list("secret/driver").getListData()).containsExactly("config");
    logical.delete("secret/driver/config");
    assertThat(logical.read("secret/driver/config").getRestResponse().getStatus()).isEqualTo(404);
  }

  @Test
  void aTokenIsMadeLookedUpRenewedAndRevoked() throws VaultException {
    AuthResponse made =
        as("root").auth().createToken(new Auth.TokenRequest().polices(List.of("default")).ttl("1h"));
    Vault mine = as(made.getAuthClientToken());
    assertThat(mine.auth().lookupSelf().getPolicies()).containsExactly("default");
    assertThat(mine.auth().renewSelf().getAuthLeaseDuration()).isEqualTo(3600);
    mine.auth().revokeSelf();
    assertThat(lookupStatus(mine)).isEqualTo(403);
  }

  private static int lookupStatus(Vault vault) {
    try {
      vault.auth().lookupSelf();
      return 200;
    } catch (VaultException refused) {
      return refused.getHttpStatusCode();
    }
  }

  @Test
  void anAnswerIsUnwrappedOnce() throws VaultException {
    String envelope =
        as("root").sys().wrapping().wrap(new JsonObject().add("a", "b"), 60).getToken();
    assertThat(as(envelope).sys().wrapping().unwrap().getData().get("a").asString()).isEqualTo("b");
    assertThatThrownBy(() -> as(envelope).sys().wrapping().unwrap()).isInstanceOf(VaultException.class);
  }

  @Test
  void healthAndSealStatusAreRead() throws VaultException {
    assertThat(as("root").debug().health().getInitialized()).isTrue();
    assertThat(as("root").sys().seal().sealStatus().getSealed()).isFalse();
  }
}
