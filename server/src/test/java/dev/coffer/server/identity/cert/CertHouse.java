package dev.coffer.server.identity.cert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.AssembledVault;
import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.fake.TestAuthority;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/** The whole server with a mount for certificates; requests come with what TLS would have shown. */
final class CertHouse implements AutoCloseable {
  final AssembledVault vault = new AssembledVault();
  final TestAuthority authority = TestAuthority.root("CN=the root", vault.clock.instant());

  CertHouse() {
    assertThat(vault.post("sys/auth/cert", "{\"type\": \"cert\"}").status()).isEqualTo(204);
  }

  void role(String name, X509Certificate certificate) {
    role(name, Json.object(), certificate);
  }

  void role(String name, Json.Builder more, X509Certificate certificate) {
    Told told = vault.post("auth/cert/certs/" + name, text(more.put("certificate", TestAuthority.pem(certificate))));
    assertThat(told.status()).as(told.text()).isEqualTo(204);
  }

  static String text(Json.Builder json) {
    return new String(JsonWriter.bytes(json.build()), StandardCharsets.UTF_8);
  }

  Told login(X509Certificate... chain) {
    return login("{}", chain);
  }

  Told login(String body, X509Certificate... chain) {
    return vault.presenting(List.of(chain), "", "POST", "auth/cert/login", body);
  }

  Told renew(String token, X509Certificate... chain) {
    return vault.presenting(List.of(chain), token, "POST", "auth/token/renew-self", "{}");
  }

  @Override
  public void close() {
    vault.close();
  }
}
