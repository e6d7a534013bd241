package dev.coffer.server.identity.cert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.fake.TestAuthority;
import dev.coffer.server.fake.TestAuthority.Issued;
import dev.coffer.server.fake.TestAuthority.Wish;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logins by certificate, as a client sees them. */
final class CertTest {
  private static final String OID = "1.3.6.1.4.1.99999.1";

  private final CertHouse house = new CertHouse();
  private final Issued web =
      house.authority.issue(
          new Wish("CN=web-1,OU=engineering,O=Example")
              .names(
                  new GeneralName(GeneralName.dNSName, "web-1.example.org"),
                  new GeneralName(GeneralName.rfc822Name, "web@example.org"),
                  new GeneralName(GeneralName.uniformResourceIdentifier, "spiffe://example.org/web"))
              .extension(OID, new DERUTF8String("blue"))
              .extension(OID + "2", new DERIA5String("other")));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whoseCertificateAnAuthorityOfTheRoleVouchesForIsLetIn() {
    house.role("Web", Json.object().put("token_policies", "web").put("token_ttl", "1h").put("allowed_metadata_extensions", OID), house.authority.certificate);
    Told told = house.login(web.certificate());
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.text()).contains("\"policies\":[\"default\",\"web\"]");
    Json.Object metadata = told.auth().object("metadata").orElseThrow();
    assertThat(metadata.text("cert_name")).contains("web");
    assertThat(metadata.text("common_name")).contains("web-1");
    assertThat(metadata.text("serial_number")).contains(web.certificate().getSerialNumber().toString());
    assertThat(metadata.text("subject_key_id").orElseThrow()).matches("([0-9a-f]{2}:){19}[0-9a-f]{2}");
    assertThat(metadata.text("authority_key_id").orElseThrow()).matches("([0-9a-f]{2}:){19}[0-9a-f]{2}");
    assertThat(metadata.text(OID.replace('.', '-'))).contains("blue");
    Told self = house.vault.as(told.token(), "GET", "auth/token/lookup-self", "");
    assertThat(self.data().text("display_name")).contains("cert-web");
    assertThat(self.data().text("path")).contains("auth/cert/login");
  }

  @Test
  void anIntermediateAuthorityMayBePresentedOrKnown() {
    TestAuthority below = house.authority.below("CN=intermediate");
    Issued client = below.client("deep");
    house.role("deep", house.authority.certificate);
    assertThat(house.login(client.certificate()).status()).isEqualTo(400);
    assertThat(house.login(client.certificate(), below.certificate).status()).isEqualTo(200);
    assertThat(house.login(client.certificate(), below.certificate, house.authority.certificate).status()).isEqualTo(200);
    house.role("deep", below.certificate);
    assertThat(house.login(client.certificate()).status()).isEqualTo(200);
    assertThat(house.login(web.certificate()).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "allowed_names, web-*, true", "allowed_names, *@example.org, true", "allowed_names, spiffe*, false",
    "allowed_common_names, 'x,web-1', true", "allowed_common_names, web, false", "allowed_common_names, *.example.org, false",
    "allowed_dns_sans, *.example.org, true", "allowed_dns_sans, web-1, false",
    "allowed_email_sans, web@*, true", "allowed_email_sans, other@*, false",
    "allowed_uri_sans, spiffe://example.org/*, true", "allowed_uri_sans, https://*, false",
    "allowed_organizational_units, engineering, true", "allowed_organizational_units, eng, false",
    "required_extensions, 1.3.6.1.4.1.99999.1:bl*, true", "required_extensions, 1.3.6.1.4.1.99999.1:red, false",
    "required_extensions, '1.3.6.1.4.1.99999.1:blue,1.3.6.1.4.1.99999.12:other', true",
    "required_extensions, '1.3.6.1.4.1.99999.1:blue,1.3.6.1.4.1.99999.12:no', false", "required_extensions, 1.2.3:*, false"
  })
  void aRoleMayAskForMore(String field, String value, boolean let) {
    house.role("web", Json.object().put(field, value), house.authority.certificate);
    Told told = house.login(web.certificate());
    assertThat(told.status()).as(told.text()).isEqualTo(let ? 200 : 400);
    if (!let) {
      assertThat(told.text()).contains("no chain matching all constraints could be found for this login certificate");
    }
  }

  @Test
  void theFirstRoleThatFitsCountsUnlessOneIsNamed() {
    house.role("a", Json.object().put("allowed_common_names", "other"), house.authority.certificate);
    house.role("b", house.authority.certificate);
    house.role("c", house.authority.certificate);
    assertThat(house.login(web.certificate()).text()).contains("\"cert_name\":\"b\"");
    assertThat(house.login("{\"name\": \"C\"}", web.certificate()).text()).contains("\"cert_name\":\"c\"");
    assertThat(house.login("{\"name\": \"a\"}", web.certificate()).status()).isEqualTo(400);
    assertThat(house.login("{\"name\": \"none\"}", web.certificate()).text()).contains("invalid certificate or no client certificate supplied");
  }

  @Test
  void rolesAndSettingsAreTold() {
    house.role("web", Json.object().put("allowed_names", "a,b").put("display_name", "shown"), house.authority.certificate);
    Json.Object data = house.vault.get("auth/cert/certs/WEB").data();
    assertThat(data.text("certificate").orElseThrow()).startsWith("-----BEGIN CERTIFICATE-----");
    assertThat(data.text("display_name")).contains("shown");
    assertThat(data.bool("ocsp_fail_open")).contains(false);
    assertThat(house.vault.list("auth/cert/certs").text()).contains("\"keys\":[\"web\"]");
    assertThat(house.vault.delete("auth/cert/certs/web").status()).isEqualTo(204);
    assertThat(house.vault.get("auth/cert/certs/web").status()).isEqualTo(404);
    assertThat(house.vault.post("auth/cert/config", "{\"disable_binding\": true}").status()).isEqualTo(204);
    assertThat(house.vault.get("auth/cert/config").text())
        .contains("\"disable_binding\":true", "\"enable_identity_alias_metadata\":false");
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThat(house.vault.post("auth/cert/certs/x", "{}").text()).contains("failed to parse certificate");
    assertThat(house.vault.post("auth/cert/certs/x", "{\"certificate\": \"nonsense\"}").status()).isEqualTo(400);
    assertThat(house.vault.post("auth/cert/crls/x", "{\"crl\": \"nonsense\"}").text()).contains("failed to parse CRL");
    assertThat(house.vault.post("auth/cert/crls/x", "{\"url\": \"https://example.org\"}").text()).contains("url is not supported");
    for (String more : new String[] {"required_extensions\": \"blue", "ocsp_servers_override\": \"ldap://x"}) {
      String body = CertHouse.text(Json.object().put("certificate", TestAuthority.pem(house.authority.certificate)));
      assertThat(house.vault.post("auth/cert/certs/x", body.replaceFirst("}$", ", \"" + more + "\"}")).status()).as(more).isEqualTo(400);
    }
  }
}
