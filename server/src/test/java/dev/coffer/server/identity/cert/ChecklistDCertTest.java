package dev.coffer.server.identity.cert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault.Told;
import dev.coffer.server.fake.TestAuthority;
import dev.coffer.server.fake.TestAuthority.Issued;
import dev.coffer.server.fake.TestAuthority.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checklist D: certificates that are nearly the right one, and those that were taken back. */
final class ChecklistDCertTest {
  private static final String UNKNOWN = "{\"errors\":[\"invalid certificate or no client certificate supplied\"]}";

  private final CertHouse house = new CertHouse();
  private final TestAuthority impostor = TestAuthority.root("CN=the root", house.vault.clock.instant());

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void withoutACertificateNobodyIsAnybody() {
    house.role("web", house.authority.certificate);
    assertThat(house.login().text()).isEqualTo("{\"errors\":[\"client certificate must be supplied\"]}");
  }

  /** CVE-2024-2048: same serial number, same names, another key. */
  @Test
  void aCertificateThatOnlyLooksLikeThePinnedOneIsAnother() {
    Issued real = house.authority.client("web");
    house.role("web", real.certificate());
    assertThat(house.login(real.certificate()).status()).isEqualTo(200);
    Issued forged = impostor.issue(new Wish("CN=web").serial(real.certificate().getSerialNumber()));
    assertThat(house.login(forged.certificate()).text()).isEqualTo(UNKNOWN);
    assertThat(house.login(forged.certificate(), real.certificate()).text()).isEqualTo(UNKNOWN);
  }

  /** CVE-2025-6037: the pinned certificate's key and authority under another name. */
  @Test
  void theKeyOfThePinnedCertificateUnderAnotherNameIsAnother() {
    Issued real = house.authority.client("web");
    house.role("web", real.certificate());
    Issued other = house.authority.certify(new Wish("CN=admin"), real);
    assertThat(other.certificate().getPublicKey()).isEqualTo(real.certificate().getPublicKey());
    assertThat(house.login(other.certificate()).text()).isEqualTo(UNKNOWN);
  }

  @Test
  void aPinnedCertificateVouchesForNobodyElse() {
    Issued real = house.authority.client("web");
    house.role("web", real.certificate());
    assertThat(house.login(house.authority.client("web").certificate(), real.certificate()).text()).isEqualTo(UNKNOWN);
  }

  @Test
  void anAuthorityOfTheSameNameVouchesForNobody() {
    house.role("web", house.authority.certificate);
    assertThat(house.login(impostor.client("web").certificate()).text()).isEqualTo(UNKNOWN);
    assertThat(house.login(impostor.client("web").certificate(), impostor.certificate).text()).isEqualTo(UNKNOWN);
    assertThat(house.login(impostor.client("web").certificate(), house.authority.certificate).text()).isEqualTo(UNKNOWN);
  }

  /** Who has a certificate could otherwise make some for others. */
  @Test
  void aCertificateOfAClientIsNoAuthority() {
    Issued client = house.authority.client("web");
    house.role("web", house.authority.certificate);
    Issued made = TestAuthority.of(client).client("admin");
    assertThat(house.login(made.certificate(), client.certificate()).text()).isEqualTo(UNKNOWN);
  }

  /** RFC 5280 §6.2 leaves it open what counts of the authority at the top; here all of it does. */
  @Test
  void theLimitsOfTheRolesOwnAuthorityCount() {
    TestAuthority limited = house.authority.limited("CN=limited", 0, Optional.empty());
    house.role("web", limited.certificate);
    assertThat(house.login(limited.client("web").certificate()).status()).isEqualTo(200);
    TestAuthority below = limited.below("CN=below");
    assertThat(house.login(below.client("web").certificate(), below.certificate).text()).as("too far below").isEqualTo(UNKNOWN);
  }

  @Test
  void namesMayBeLimitedBelowTheRolesAuthority() {
    TestAuthority limited = house.authority.limited("CN=limited", 0, Optional.of("example.org"));
    house.role("web", house.authority.certificate);
    Issued inside = limited.issue(new Wish("CN=web").names(new GeneralName(GeneralName.dNSName, "a.example.org")));
    assertThat(house.login(inside.certificate(), limited.certificate).status()).isEqualTo(200);
    Issued outside = limited.issue(new Wish("CN=web").names(new GeneralName(GeneralName.dNSName, "a.example.com")));
    assertThat(house.login(outside.certificate(), limited.certificate).text()).isEqualTo(UNKNOWN);
    String body = CertHouse.text(Json.object().put("certificate", TestAuthority.pem(limited.certificate)));
    assertThat(house.vault.post("auth/cert/certs/web", body).text()).contains("name constraints");
  }

  @Test
  void aCertificateForServersIsNotForClients() {
    house.role("web", house.authority.certificate);
    Issued server = house.authority.issue(new Wish("CN=web").purpose(KeyPurposeId.id_kp_serverAuth));
    assertThat(house.login(server.certificate()).text()).isEqualTo(UNKNOWN);
  }

  @Test
  void aCertificateEndsWhenItSays() {
    Issued brief = house.authority.issue(new Wish("CN=web").lasting(Duration.ofDays(31)));
    house.role("authority", house.authority.certificate);
    assertThat(house.login(brief.certificate()).status()).isEqualTo(200);
    house.vault.clock.advance(Duration.ofDays(2));
    assertThat(house.login(brief.certificate()).text()).isEqualTo(UNKNOWN);
    house.role("pinned", brief.certificate());
    assertThat(house.login("{\"name\": \"pinned\"}", brief.certificate()).text()).isEqualTo(UNKNOWN);
  }

  @Test
  void aCertificateWithoutACommonNameIsNobody() {
    house.role("web", house.authority.certificate);
    assertThat(house.login(house.authority.issue(new Wish("O=Example")).certificate()).status()).isEqualTo(400);
  }

  /** CVE-2026-39388: the same authority vouches for both, and one of the key ids is the same. */
  @Test
  void aTokenIsRenewedWithItsOwnCertificateOnly() {
    house.role("web", Json.object().put("token_ttl", "1h"), house.authority.certificate);
    Issued mine = house.authority.client("web");
    String token = house.login(mine.certificate()).token();
    assertThat(house.renew(token, mine.certificate()).status()).isEqualTo(200);
    for (Told told : List.of(house.renew(token), house.renew(token, house.authority.client("web").certificate()),
        house.renew(token, house.authority.certify(new Wish("CN=web"), mine).certificate()))) {
      assertThat(told.text()).contains("client identity during renewal not matching client identity used during login");
    }
    house.vault.post("auth/cert/config", "{\"disable_binding\": true}");
    assertThat(house.renew(token).status()).isEqualTo(200);
    house.vault.post("auth/cert/certs/web", "{\"token_policies\": \"other\"}");
    assertThat(house.renew(token).text()).contains("policies have changed, not renewing");
    house.vault.delete("auth/cert/certs/web");
    assertThat(house.renew(token).status()).isEqualTo(400);
  }

  @Test
  void aRenewalAsksWhetherTheRoleWouldStillLetIn() {
    house.role("web", Json.object().put("token_ttl", "1h"), house.authority.certificate);
    Issued mine = house.authority.client("web");
    String token = house.login(mine.certificate()).token();
    house.vault.post("auth/cert/certs/web", "{\"allowed_common_names\": \"other\"}");
    assertThat(house.renew(token, mine.certificate()).status()).isEqualTo(400);
  }

  @Test
  void whatAnAuthorityTookBackIsNotLetInNorRenewed() {
    house.role("web", Json.object().put("token_ttl", "1h"), house.authority.certificate);
    Issued mine = house.authority.client("web");
    Issued other = house.authority.client("other");
    String token = house.login(mine.certificate()).token();
    Told told = house.vault.post("auth/cert/crls/mine", CertHouse.text(Json.object().put("crl", house.authority.crl(mine.certificate()))));
    assertThat(told.status()).as(told.text()).isEqualTo(204);
    assertThat(house.vault.get("auth/cert/crls/mine").text()).contains("{\"serials\":{\"" + mine.certificate().getSerialNumber() + "\":{}}}");
    assertThat(house.login(mine.certificate()).status()).isEqualTo(400);
    assertThat(house.renew(token, mine.certificate()).status()).isEqualTo(400);
    assertThat(house.login(other.certificate()).status()).isEqualTo(200);
    house.vault.delete("auth/cert/crls/mine");
    assertThat(house.login(mine.certificate()).status()).isEqualTo(200);
  }

  @Test
  void anAuthorityThatWasTakenBackVouchesForNobody() {
    TestAuthority below = house.authority.below("CN=intermediate");
    house.role("web", house.authority.certificate);
    assertThat(house.login(below.client("web").certificate(), below.certificate).status()).isEqualTo(200);
    house.vault.post("auth/cert/crls/a", CertHouse.text(Json.object().put("crl", house.authority.crl(below.certificate))));
    assertThat(house.login(below.client("web").certificate(), below.certificate).status()).isEqualTo(400);
  }

  @Test
  void aSerialNumberThatAnotherAuthorityTookBackIsFine() {
    house.role("web", house.authority.certificate);
    Issued mine = house.authority.client("web");
    TestAuthority elsewhere = TestAuthority.root("CN=elsewhere", house.vault.clock.instant());
    house.vault.post("auth/cert/crls/a", CertHouse.text(Json.object().put("crl", elsewhere.crl(mine.certificate()))));
    assertThat(house.login(mine.certificate()).status()).isEqualTo(200);
  }

  @Test
  void aLoginIsRefusedFromANetworkThatTokensCouldNotBeUsedFrom() {
    house.role("web", Json.object().put("token_bound_cidrs", "198.51.100.0/24"), house.authority.certificate);
    assertThat(house.login(house.authority.client("web").certificate()).status()).isEqualTo(403);
  }
}
