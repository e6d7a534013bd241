package dev.coffer.server.identity.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.unboundid.ldap.sdk.ResultCode;
import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault.Told;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checklist D and J: what a stranger may try with names, passwords and a directory. */
final class ChecklistDLdapTest {
  private static final String WRONG = "{\"errors\":[\"ldap operation failed: failed to bind as user\"]}";

  private final LdapHouse house = new LdapHouse();

  @BeforeEach
  void configure() {
    house.configure(house.usual());
  }

  @AfterEach
  void close() {
    house.close();
  }

  /** RFC 4515: unescaped, each of these would find bob, everybody, or break the filter. */
  @ParameterizedTest
  @ValueSource(strings = {"*", "b*", "bob)(uid=*", "*)(objectClass=*", "bob)(|(uid=*", "b\\6fb", "bob)", "(bob", "bob\\00"})
  void aNameCannotActAsAFilter(String name) {
    assertThat(login(name, "correct").text()).isEqualTo(WRONG);
    assertThat(house.directory.searched).allSatisfy(filter -> assertThat(filter).startsWith("(uid=").doesNotContain("objectClass=*)"));
  }

  /** RFC 4514: unescaped, the first would bind as a user elsewhere, the others as bob. */
  @ParameterizedTest
  @ValueSource(strings = {"bob,ou=users,dc=example,dc=org", "bob+cn=x", "eve,uid=bob", "\\62ob", "#626f62", "bob;ou=x", "\"bob\""})
  void aNameCannotActAsADn(String name) {
    house.configure(house.usual().put("binddn", "").put("bindpass", ""));
    assertThat(login(name, "correct").text()).isEqualTo(WRONG);
    assertThat(house.directory.bound).doesNotContain("uid=bob,ou=users,dc=example,dc=org");
  }

  private Told login(String name, String password) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      escaped.append(String.format("%%%02x", b));
    }
    return house.login(escaped.toString(), password);
  }

  /** A DN with filter characters in it must not widen the search for groups. */
  @Test
  void theDnOfAUserCannotActAsAFilter() {
    house.directory.add("dn: uid=odd)(member=*,ou=users," + TestDirectory.BASE, "objectClass: inetOrgPerson",
        "uid: odd)(member=*", "cn: odd", "sn: x", "userPassword: odd one");
    house.vault.post("auth/ldap/groups/scientists", "{\"policies\": [\"lab\"]}");
    Told told = login("odd)(member=*", "odd one");
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.text()).doesNotContain("\"lab\"");
  }

  /** RFC 4513 §5.1.2: most directories let anybody bind so, as any name. */
  @Test
  void anEmptyPasswordIsNeverSent() {
    assertThat(house.login("bob", "").status()).isEqualTo(400);
    assertThat(house.vault.as("", "POST", "auth/ldap/login/bob", "{}").status()).isEqualTo(400);
    assertThat(house.directory.bound).isEmpty();
    assertThat(house.vault.post("auth/ldap/config", "{\"deny_null_bind\": false}").text()).contains("an empty password proves nothing");
  }

  @Test
  void anUnknownUserTakesTheStepsOfAWrongPassword() {
    assertThat(house.login("bob", "wrong").text()).isEqualTo(WRONG);
    int steps = house.directory.bound.size();
    assertThat(house.login("nobody", "wrong").text()).isEqualTo(WRONG);
    assertThat(house.directory.bound).hasSize(2 * steps);
    assertThat(house.directory.searched).containsExactly("(uid=bob)", "(uid=nobody)");
  }

  /** The name made by rule exists, but the filter leaves it out: its password lets nobody in. */
  @Test
  void whoTheFilterLeavesOutIsNotLetIn() {
    house.configure(house.usual().put("userfilter", "(&(uid={{.Username}})(mail=*@other.org))"));
    assertThat(house.login("bob", "correct").text()).isEqualTo(WRONG);
  }

  @Test
  void aNameThatLeadsToTwoUsersLeadsToNone() {
    house.configure(house.usual().put("userfilter", "(|(uid={{.Username}})(uid=eve))"));
    assertThat(house.login("bob", "correct").text()).isEqualTo(WRONG);
    assertThat(house.login("eve", "eves own").status()).isEqualTo(200);
  }

  /** CVE-2025-6004: a directory takes all of these for bob. */
  @Test
  void neitherCasingNorBlanksNorOtherFormsDodgeTheLockOut() {
    for (String name : List.of("bob", "BOB", " bob", "bob ", "ｂob")) {
      assertThat(login(name, "wrong").text()).as(name).isEqualTo(WRONG);
    }
    for (String name : List.of("bob", "Bob", "  bob")) {
      assertThat(login(name, "correct").status()).as(name).isEqualTo(403);
    }
  }

  @Test
  void everyWayToOneUserIsOneAliasAndOneLockOut() {
    house.configure(house.usual().put("userfilter", "(|(uid={{.Username}})(mail={{.Username}}))"));
    Told told = login("Bob@Example.org", "correct");
    assertThat(told.auth().object("metadata").orElseThrow().text("username")).contains("bob");
    assertThat(house.vault.as(told.token(), "POST", "auth/token/renew-self", "{}").status()).isEqualTo(200);
    for (String name : List.of("bob", "bob@example.org", "bob", "bob@example.org", "bob")) {
      assertThat(login(name, "wrong").text()).isEqualTo(WRONG);
    }
    assertThat(login("bob@example.org", "correct").status()).isEqualTo(403);
  }

  /** Who may name a group is not who may say who an admin is. */
  @Test
  void theNameOfAGroupIsNotTakenForADn() {
    house.directory.add("dn: cn=harmless,ou=groups," + TestDirectory.BASE, "objectClass: groupOfNames", "cn: harmless",
        "cn: cn=admins,dc=example", "member: uid=eve,ou=users," + TestDirectory.BASE);
    house.vault.post("auth/ldap/groups/admins", "{\"policies\": [\"admins\"]}");
    house.vault.post("auth/ldap/groups/harmless", "{\"policies\": [\"harmless\"]}");
    assertThat(house.login("eve", "eves own").text()).contains("\"harmless\"").doesNotContain("\"admins\"");
  }

  @Test
  void aDirectoryThatDoesNotSayIsNoFailureOfTheUser() {
    house.directory.failingBinds = Optional.of(ResultCode.UNAVAILABLE);
    for (int guess = 0; guess < 7; guess++) {
      Told told = house.login("bob", "correct");
      assertThat(told.status()).isEqualTo(503);
      assertThat(told.text()).doesNotContain("nobody must see");
    }
    house.directory.failingBinds = Optional.of(ResultCode.REFERRAL);
    assertThat(house.login("bob", "correct").text()).as("a referral is not followed").isEqualTo(WRONG);
    house.directory.failingBinds = Optional.empty();
    assertThat(house.login("bob", "correct").status()).isEqualTo(200);
  }

  @Test
  void whereCaseDoesNotCountPolicyAndStoreSeeOneName() {
    house.vault.post("auth/ldap/groups/admins", "{\"policies\": [\"root-ish\"]}");
    String hcl =
        "path \\\"auth/ldap/groups/*\\\" { capabilities = [\\\"read\\\"] } path \\\"auth/ldap/groups/admins\\\" { capabilities = [\\\"deny\\\"] }";
    house.vault.post("sys/policies/acl/reader", "{\"policy\": \"" + hcl + "\"}");
    String token = house.vault.post("auth/token/create", "{\"policies\": [\"reader\"]}").token();
    assertThat(house.vault.as(token, "GET", "auth/ldap/groups/Admins", "").status()).isEqualTo(403);
    house.configure(house.usual().put("case_sensitive_names", true));
    assertThat(house.vault.as(token, "GET", "auth/ldap/groups/Admins", "").status()).isEqualTo(404);
  }

  /** Or who may change the address would be sent the password of the service. */
  @Test
  void theServicesPasswordGoesNowhereElseUnlessItIsSentAnew() {
    Told told = house.vault.post("auth/ldap/config", "{\"url\": \"ldap://127.0.0.1:1\"}");
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.text()).contains("send bindpass too");
    assertThat(house.vault.post("auth/ldap/config", "{\"userattr\": \"uid\"}").isSuccess()).isTrue();
    assertThat(house.login("bob", "correct").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"url\": \"http://127.0.0.1\"}", "{\"url\": \"ldap://u:p@127.0.0.1\"}", "{\"url\": \"ldap://127.0.0.1/dc=x??sub\"}", "{\"url\": \"\"}",
        "{\"url\": \"ldap://127.0.0.1:0\"}", "{\"insecure_tls\": true}", "{\"use_token_groups\": true}", "{\"userfilter\": \"(uid={{.Password}})\"}",
        "{\"userfilter\": \"(uid={{.Username}}\"}", "{\"userfilter\": \"\"}", "{\"groupfilter\": \"{{range .}}\"}", "{\"userdn\": \"nonsense\"}",
        "{\"userattr\": \"uid)(cn\"}", "{\"certificate\": \"nonsense\"}", "{\"request_timeout\": \"1h\"}", "{\"upndomain\": \"a@b\"}"
      })
  void whatMakesNoSenseIsRefused(String json) {
    house.vault.post("sys/auth/fresh", "{\"type\": \"ldap\"}");
    assertThat(house.vault.post("auth/fresh/config", json).status()).as(json).isEqualTo(400);
  }

  @Test
  void aDirectoryIsNeverAtAnAddressOfACloudsMetadata() throws UnknownHostException {
    DirectoryAddresses addresses = new DirectoryAddresses();
    assertThat(addresses.getByName("10.0.0.1")).isEqualTo(InetAddress.getByName("10.0.0.1"));
    for (String refused : List.of("169.254.169.254", "[fe80::1]", "224.0.0.1", "0.0.0.0")) {
      assertThat(catchThrowable(() -> addresses.getByName(refused))).as(refused).isInstanceOf(UnknownHostException.class);
      assertThat(catchThrowable(() -> addresses.getAllByName(refused))).as(refused).isInstanceOf(UnknownHostException.class);
    }
    house.configure(house.usual().put("url", "ldap://169.254.169.254"));
    assertThat(house.login("bob", "correct").status()).isEqualTo(503);
  }

  @Test
  void logInIsRefusedFromANetworkThatTokensCouldNotBeUsedFrom() {
    house.configure(house.usual().put("token_bound_cidrs", "198.51.100.0/24"));
    assertThat(house.login("bob", "correct").status()).isEqualTo(403);
  }

  @Test
  void aLoginCannotGiveARootToken() {
    house.vault.post("auth/ldap/groups/scientists", LdapHouse.text(Json.object().put("policies", "root")));
    assertThat(house.login("bob", "correct").text()).contains("auth methods cannot create root tokens");
  }
}
