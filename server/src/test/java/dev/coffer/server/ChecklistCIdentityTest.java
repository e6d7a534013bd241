package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault.Told;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checklist C: merging adds nothing silently; a mount has no say in what another knows. */
final class ChecklistCIdentityTest {
  private final AssembledVault vault = new AssembledVault();

  @BeforeEach
  void mounts() {
    vault.post("sys/policies/acl/strong", "{\"policy\": \"path \\\"secret/*\\\" { capabilities = [\\\"read\\\"] }\"}");
    vault.post("secret/data/a", "{\"data\": {\"a\": \"b\"}}");
    for (String mount : List.of("one", "two")) {
      vault.post("sys/auth/" + mount, "{\"type\": \"userpass\"}");
      vault.post("auth/" + mount + "/users/alice", "{\"password\": \"pw\"}");
    }
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private Told login(String mount) {
    return vault.as("", "POST", "auth/" + mount + "/login/alice", "{\"password\": \"pw\"}");
  }

  private static String entityOf(Told login) {
    return login.auth().text("entity_id").orElseThrow();
  }

  private String accessor(String mount) {
    return vault.get("sys/auth").data().object(mount + "/").orElseThrow().text("accessor").orElseThrow();
  }

  private int reading(Told login) {
    return vault.as(login.token(), "GET", "secret/data/a", "").status();
  }

  private Told merge(String from, String to, String more) {
    return vault.post("identity/entity/merge", "{\"from_entity_ids\": [\"" + from + "\"], \"to_entity_id\": \"" + to + "\"" + more + "}");
  }

  @Test
  void mergingAddsNeitherPoliciesNorGroups() {
    Told strong = login("one");
    Told weak = login("two");
    vault.post("identity/entity/id/" + entityOf(strong), "{\"policies\": [\"strong\"]}");
    vault.post("identity/group", "{\"name\": \"g\", \"policies\": [\"strong\"], \"member_entity_ids\": [\"" + entityOf(strong) + "\"]}");
    assertThat(reading(strong)).isEqualTo(200);
    Told merged = merge(entityOf(strong), entityOf(weak), "");
    assertThat(merged.text()).contains("not carried over");
    assertThat(reading(weak)).isEqualTo(403);
    assertThat(reading(strong)).isEqualTo(403);
    assertThat(entityOf(login("one"))).isEqualTo(entityOf(weak));
    Json.Object entity = vault.get("identity/entity/id/" + entityOf(strong)).data();
    assertThat(entity.text("id")).contains(entityOf(weak));
    assertThat(entity.array("aliases").orElseThrow().items()).hasSize(2);
    assertThat(entity.array("merged_entity_ids").orElseThrow().items()).hasSize(1);
    assertThat(vault.get("identity/group/name/g").data().array("member_entity_ids").orElseThrow().items()).isEmpty();
  }

  @Test
  void ofTwoNamesAtOneMountTheCallerSaysWhichStays() {
    Told first = login("one");
    vault.post("auth/one/users/bob", "{\"password\": \"pw\"}");
    Told second = vault.as("", "POST", "auth/one/login/bob", "{\"password\": \"pw\"}");
    assertThat(merge(entityOf(second), entityOf(first), "").status()).isEqualTo(400);
    String keep =
        vault.post("identity/lookup/entity", "{\"alias_name\": \"bob\", \"alias_mount_accessor\": \"" + accessor("one") + "\"}")
            .data().array("aliases").orElseThrow().items().stream()
            .map(alias -> ((Json.Object) alias).text("id").orElseThrow()).findFirst().orElseThrow();
    assertThat(merge(entityOf(second), entityOf(first), ", \"conflicting_alias_ids_to_keep\": [\"" + keep + "\"]").isSuccess()).isTrue();
    assertThat(entityOf(vault.as("", "POST", "auth/one/login/bob", "{\"password\": \"pw\"}"))).isEqualTo(entityOf(first));
    assertThat(entityOf(login("one"))).isNotEqualTo(entityOf(first));
  }

  @Test
  void sameNamesAtTwoMountsAreTwoPeople() {
    assertThat(entityOf(login("one"))).isNotEqualTo(entityOf(login("two")));
  }

  @Test
  void aTemplateSeesTheNameOfTheMountItNames() {
    vault.post(
        "sys/policies/acl/own",
        "{\"policy\": \"path \\\"secret/data/{{identity.entity.aliases." + accessor("two") + ".name}}\\\" { capabilities = [\\\"read\\\"] }\"}");
    vault.post("auth/one/users/alice", "{\"token_policies\": [\"own\"]}");
    vault.post("secret/data/alice", "{\"data\": {\"a\": \"b\"}}");
    Told one = login("one");
    assertThat(vault.as(one.token(), "GET", "secret/data/alice", "").status()).isEqualTo(403);
  }

  @Test
  void aRemovedMountsNameComesBackToNobody() {
    String before = entityOf(login("one"));
    vault.delete("sys/auth/one");
    vault.post("sys/auth/one", "{\"type\": \"userpass\"}");
    vault.post("auth/one/users/alice", "{\"password\": \"pw\"}");
    assertThat(entityOf(login("one"))).isNotEqualTo(before);
  }

  @Test
  void membersOfExternalGroupsComeFromTheirMountOnly() {
    String entity = entityOf(login("one"));
    Told made =
        vault.post("identity/group", "{\"name\": \"ext\", \"type\": \"external\", \"policies\": [\"strong\"]}");
    String group = made.data().text("id").orElseThrow();
    assertThat(vault.post("identity/group/id/" + group, "{\"member_entity_ids\": [\"" + entity + "\"]}").status()).isEqualTo(400);
    assertThat(vault.post("identity/group/id/" + group, "{\"type\": \"internal\"}").status()).isEqualTo(400);
    String internal = vault.post("identity/group", "{\"name\": \"int\"}").data().text("id").orElseThrow();
    String alias = "{\"name\": \"admins\", \"mount_accessor\": \"" + accessor("one") + "\", \"canonical_id\": \"%s\"}";
    assertThat(vault.post("identity/group-alias", alias.formatted(internal)).status()).isEqualTo(400);
    assertThat(vault.post("identity/group-alias", alias.formatted(group)).isSuccess()).isTrue();
    assertThat(vault.post("identity/lookup/group", "{\"alias_name\": \"admins\", \"alias_mount_accessor\": \"" + accessor("one") + "\"}").data().text("id")).contains(group);
  }
}
