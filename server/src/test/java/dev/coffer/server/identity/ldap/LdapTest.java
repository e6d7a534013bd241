package dev.coffer.server.identity.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault.Told;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Logins through a real directory, as a client sees them. */
final class LdapTest {
  private final LdapHouse house = new LdapHouse();

  @AfterEach
  void close() {
    house.close();
  }

  private static List<String> policies(Told told) {
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    return told.auth().array("policies").orElseThrow().items().stream().map(item -> ((Json.Text) item).value()).toList();
  }

  @Test
  void whoIsFoundAndKnowsThePasswordGetsThePoliciesOfTheirGroups() {
    house.configure(house.usual().put("token_policies", "base"));
    house.vault.post("auth/ldap/groups/Scientists", "{\"policies\": [\"lab\"]}");
    house.vault.post("auth/ldap/groups/engineers", "{\"policies\": [\"forge\"]}");
    house.vault.post("auth/ldap/users/bob", "{\"policies\": [\"bobs\"], \"groups\": \"engineers\"}");
    Told told = house.login("bob", "correct");
    assertThat(policies(told)).containsExactly("base", "bobs", "default", "forge", "lab");
    assertThat(told.auth().object("metadata").orElseThrow().text("username")).contains("bob");
    Told self = house.vault.as(told.token(), "GET", "auth/token/lookup-self", "");
    assertThat(self.data().text("display_name")).contains("ldap-bob");
    assertThat(self.data().text("path")).contains("auth/ldap/login/bob");
    assertThat(policies(house.login("eve", "eves own"))).containsExactly("base", "default");
  }

  @Test
  void aTokenIsRenewedWhileTheDirectorySaysTheSame() {
    house.configure(house.usual());
    house.vault.post("auth/ldap/groups/scientists", "{\"policies\": [\"lab\"]}");
    String token = house.login("bob", "correct").token();
    assertThat(house.vault.as(token, "POST", "auth/token/renew-self", "{}").status()).isEqualTo(200);
    house.directory.remove("cn=scientists,ou=groups," + TestDirectory.BASE);
    assertThat(house.vault.as(token, "POST", "auth/token/renew-self", "{}").text())
        .contains("policies have changed, not renewing");
    house.directory.remove("uid=bob,ou=users," + TestDirectory.BASE);
    assertThat(house.vault.as(token, "POST", "auth/token/renew-self", "{}").text())
        .contains("the user does not exist during renewal");
  }

  @Test
  void withoutAServiceAccountUsersBindByRuleAndTokensAreNotRenewed() {
    house.configure(house.usual().put("binddn", "").put("bindpass", ""));
    house.vault.post("auth/ldap/groups/scientists", "{\"policies\": [\"lab\"]}");
    Told told = house.login("bob", "correct");
    assertThat(policies(told)).containsExactly("default", "lab");
    assertThat(house.directory.bound).containsOnly("uid=bob,ou=users,dc=example,dc=org");
    assertThat(house.vault.as(told.token(), "POST", "auth/token/renew-self", "{}").text()).contains("renewing needs binddn");
  }

  @Test
  void usersAreSearchedForAnonymouslyToo() {
    house.configure(house.usual().put("binddn", "").put("bindpass", "").put("discoverdn", true));
    assertThat(house.login("bob", "correct").status()).isEqualTo(200);
    assertThat(house.directory.searched.getFirst()).isEqualTo("(uid=bob)");
  }

  @Test
  void usersOfActiveDirectoryAreFoundByTheirPrincipalName() {
    house.configure(house.usual().put("upndomain", "corp.example.org"));
    house.vault.post("auth/ldap/groups/scientists", "{\"policies\": [\"lab\"]}");
    assertThat(policies(house.login("bob", "correct"))).containsExactly("default", "lab");
    assertThat(house.directory.searched.getFirst()).isEqualTo("(userPrincipalName=bob@corp.example.org)");
  }

  @Test
  void groupsThatTheUserEntryPointsToCountByTheirCommonName() {
    house.directory.add("dn: uid=kim,ou=users," + TestDirectory.BASE, "objectClass: inetOrgPerson", "uid: kim", "cn: kim",
        "sn: x", "userPassword: kims own", "memberOf: cn=Lab\\, west,ou=groups," + TestDirectory.BASE);
    house.configure(
        house.usual().put("groupdn", "ou=users," + TestDirectory.BASE).put("groupfilter", "(&(objectClass=*)(uid={{.Username}}))").put("groupattr", "memberOf"));
    house.vault.post("auth/ldap/groups/lab,%20west", "{\"policies\": [\"lab\"]}");
    assertThat(policies(house.login("kim", "kims own"))).containsExactly("default", "lab");
  }

  @Test
  void tlsIsSpokenFromTheStartOrAfterAWhile() {
    house.configure(house.usual().put("url", house.directory.tlsUrl()).put("certificate", house.directory.pem()));
    assertThat(house.login("bob", "correct").status()).isEqualTo(200);
    Told told = house.configure(house.usual().put("starttls", true));
    assertThat(told.status()).as(told.text()).isEqualTo(204);
    assertThat(house.login("bob", "correct").status()).isEqualTo(200);
  }

  @Test
  void theNextServerIsAskedWhenOneDoesNotAnswer() {
    house.configure(house.usual().put("url", "ldap://127.0.0.1:1," + house.directory.url()));
    assertThat(house.login("bob", "correct").status()).isEqualTo(200);
    house.configure(house.usual().put("url", "ldap://127.0.0.1:1"));
    Told told = house.login("bob", "correct");
    assertThat(told.status()).isEqualTo(503);
    assertThat(told.text()).isEqualTo("{\"errors\":[\"the directory is not available\"]}");
  }

  @Test
  void mappingsAreToldAndRemoved() {
    house.vault.post("auth/ldap/users/Bob", "{\"policies\": \"B,a\", \"groups\": [\"x\", \"y\"]}");
    Told told = house.vault.get("auth/ldap/users/bOb");
    assertThat(told.data().text("groups")).contains("x,y");
    assertThat(told.text()).contains("\"policies\":[\"a\",\"b\"]");
    assertThat(house.vault.list("auth/ldap/users").text()).contains("\"keys\":[\"bob\"]");
    house.vault.delete("auth/ldap/users/BOB");
    assertThat(house.vault.get("auth/ldap/users/bob").status()).isEqualTo(404);
    assertThat(house.vault.get("auth/ldap/groups/none").status()).isEqualTo(404);
  }

  @Test
  void theConfigurationIsToldWithoutThePassword() {
    assertThat(house.vault.get("auth/ldap/config").data().text("userattr")).contains("cn");
    Told told = house.configure(house.usual());
    assertThat(told.text()).contains("Passwords go to the directory unencrypted");
    Told read = house.vault.get("auth/ldap/config");
    assertThat(read.data().text("binddn")).contains(TestDirectory.SERVICE);
    assertThat(read.text()).doesNotContain(TestDirectory.SERVICE_PASSWORD).doesNotContain("bindpass");
  }

  @Test
  void aDirectoryWithACertificateForAnotherNameIsNotBelieved() {
    try (TestDirectory elsewhere = new TestDirectory(new GeneralName(GeneralName.dNSName, "other.example.org"))) {
      house.configure(house.usual().put("url", elsewhere.tlsUrl()).put("certificate", elsewhere.pem()));
      assertThat(house.login("bob", "correct").status()).isEqualTo(503);
      house.configure(house.usual().put("url", elsewhere.url()).put("starttls", true).put("certificate", elsewhere.pem()));
      assertThat(house.login("bob", "correct").status()).isEqualTo(503);
      house.configure(house.usual().put("url", "ldaps://localhost:" + house.directory.tlsUrl().replaceAll(".*:", "")).put("certificate", house.directory.pem()));
      assertThat(house.login("bob", "correct").status()).as("a name it is not certified for").isEqualTo(503);
      house.configure(house.usual().put("url", house.directory.tlsUrl()).put("certificate", elsewhere.pem()));
      assertThat(house.login("bob", "correct").status()).as("another authority").isEqualTo(503);
      assertThat(elsewhere.bound).isEmpty();
    }
  }
}
