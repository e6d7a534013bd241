package dev.coffer.server.identity.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import java.nio.charset.StandardCharsets;

/** The whole server with a mount that asks a {@link TestDirectory}. */
final class LdapHouse implements AutoCloseable {
  final AssembledVault vault = new AssembledVault();
  final TestDirectory directory;

  LdapHouse() {
    this(new TestDirectory());
  }

  LdapHouse(TestDirectory directory) {
    this.directory = directory;
    assertThat(vault.post("sys/auth/ldap", "{\"type\": \"ldap\"}").status()).isEqualTo(204);
  }

  /** Everything a login needs: a service account, users by uid, groups by member. */
  Json.Builder usual() {
    return Json.object()
        .put("url", directory.url())
        .put("binddn", TestDirectory.SERVICE)
        .put("bindpass", TestDirectory.SERVICE_PASSWORD)
        .put("userdn", "ou=users," + TestDirectory.BASE)
        .put("userattr", "uid")
        .put("groupdn", "ou=groups," + TestDirectory.BASE)
        .put("token_ttl", "1h");
  }

  Told configure(Json.Builder config) {
    Told told = vault.post("auth/ldap/config", text(config));
    assertThat(told.isSuccess()).as(told.text()).isTrue();
    return told;
  }

  static String text(Json.Builder json) {
    return new String(JsonWriter.bytes(json.build()), StandardCharsets.UTF_8);
  }

  Told login(String name, String password) {
    return vault.as("", "POST", "auth/ldap/login/" + name, text(Json.object().put("password", password)));
  }

  @Override
  public void close() {
    vault.close();
    directory.close();
  }
}
