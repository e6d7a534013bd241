package dev.coffer.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.server.AssembledVault.Told;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entities, aliases and groups through the public door, and what they add to tokens at once. */
final class IdentityTest {
  private final AssembledVault vault = new AssembledVault();
  private String accessor = "";

  @BeforeEach
  void users() {
    vault.post("sys/auth/userpass", "{\"type\": \"userpass\"}");
    accessor =
        vault.get("sys/auth").data().object("userpass/").orElseThrow().text("accessor").orElseThrow();
    for (String name : List.of("alice", "bob")) {
      vault.post("auth/userpass/users/" + name, "{\"password\": \"pw\"}");
      vault.post("secret/data/" + name, "{\"data\": {\"a\": \"b\"}}");
    }
    vault.post("sys/policies/acl/see-bob", "{\"policy\": \"path \\\"secret/data/bob\\\" { capabilities = [\\\"read\\\"] }\"}");
  }

  @AfterEach
  void close() {
    vault.close();
  }

  private Told login(String name) {
    return vault.as("", "POST", "auth/userpass/login/" + name, "{\"password\": \"pw\"}");
  }

  private String entityOf(Told login) {
    return login.auth().text("entity_id").orElseThrow();
  }

  private int reading(String token, String secret) {
    return vault.as(token, "GET", "secret/data/" + secret, "").status();
  }

  private static List<String> texts(Json.Object data, String name) {
    return data.array(name).orElseThrow().items().stream().map(item -> ((Json.Text) item).value()).toList();
  }

  @Test
  void aLoginFindsItsEntityAgain() {
    Told first = login("alice");
    String entity = entityOf(first);
    assertThat(entity).hasSize(36);
    assertThat(entityOf(login("alice"))).isEqualTo(entity);
    assertThat(entityOf(login("bob"))).isNotEqualTo(entity);
    Json.Object data = vault.get("identity/entity/id/" + entity).data();
    Json.Object alias = (Json.Object) data.array("aliases").orElseThrow().items().getFirst();
    assertThat(alias.text("name")).contains("alice");
    assertThat(alias.text("mount_accessor")).contains(accessor);
    assertThat(alias.text("mount_path")).contains("auth/userpass/");
    assertThat(alias.text("mount_type")).contains("userpass");
    assertThat(vault.as(first.token(), "GET", "auth/token/lookup-self", "").data().text("entity_id"))
        .contains(entity);
  }

  @Test
  void policiesOfTheEntityCountAtOnceForTokensThatLive() {
    Told alice = login("alice");
    assertThat(reading(alice.token(), "bob")).isEqualTo(403);
    String path = "identity/entity/id/" + entityOf(alice);
    vault.post(path, "{\"policies\": [\"see-bob\"]}");
    assertThat(reading(alice.token(), "bob")).isEqualTo(200);
    Json.Object self = vault.as(alice.token(), "GET", "auth/token/lookup-self", "").data();
    assertThat(texts(self, "identity_policies")).containsExactly("see-bob");
    assertThat(texts(self, "policies")).containsExactly("default");
    Told again = login("alice");
    assertThat(texts(again.auth(), "policies")).containsExactly("default", "see-bob");
    assertThat(texts(again.auth(), "token_policies")).containsExactly("default");
    assertThat(texts(again.auth(), "identity_policies")).containsExactly("see-bob");
    String asked = "{\"paths\": [\"secret/data/bob\"]}";
    Told own = vault.as(alice.token(), "POST", "sys/capabilities-self", asked);
    assertThat(texts(own.data(), "secret/data/bob")).containsExactly("read");
    Told other = vault.post("sys/capabilities", "{\"token\": \"" + alice.token() + "\", \"paths\": [\"secret/data/bob\"]}");
    assertThat(texts(other.data(), "secret/data/bob")).containsExactly("read");
    vault.post(path, "{\"policies\": []}");
    assertThat(reading(alice.token(), "bob")).isEqualTo(403);
  }

  @Test
  void groupsGiveTheirPoliciesToMembersOfMembers() {
    Told alice = login("alice");
    String inner =
        vault.post("identity/group", "{\"name\": \"inner\", \"member_entity_ids\": [\"" + entityOf(alice) + "\"]}")
            .data().text("id").orElseThrow();
    vault.post("identity/group", "{\"name\": \"outer\", \"policies\": [\"see-bob\"], \"member_group_ids\": [\"" + inner + "\"]}");
    assertThat(reading(alice.token(), "bob")).isEqualTo(200);
    Json.Object entity = vault.get("identity/entity/id/" + entityOf(alice)).data();
    assertThat(texts(entity, "direct_group_ids")).containsExactly(inner);
    assertThat(texts(entity, "inherited_group_ids")).hasSize(1);
    assertThat(texts(entity, "group_ids")).hasSize(2);
    vault.post("identity/group/name/outer", "{\"policies\": []}");
    assertThat(reading(alice.token(), "bob")).isEqualTo(403);
    vault.post("identity/group/name/outer", "{\"policies\": [\"see-bob\"]}");
    assertThat(reading(alice.token(), "bob")).isEqualTo(200);
    vault.delete("identity/group/name/inner");
    assertThat(reading(alice.token(), "bob")).isEqualTo(403);
    assertThat(texts(vault.get("identity/entity/id/" + entityOf(alice)).data(), "group_ids")).isEmpty();
  }

  @Test
  void aGroupIsNotInsideItself() {
    String one = vault.post("identity/group", "{\"name\": \"one\"}").data().text("id").orElseThrow();
    String two =
        vault.post("identity/group", "{\"name\": \"two\", \"member_group_ids\": [\"" + one + "\"]}")
            .data().text("id").orElseThrow();
    Told cycle = vault.post("identity/group/id/" + one, "{\"member_group_ids\": [\"" + two + "\"]}");
    assertThat(cycle.status()).isEqualTo(400);
    assertThat(vault.post("identity/group/id/" + one, "{\"member_group_ids\": [\"" + one + "\"]}").status()).isEqualTo(400);
    assertThat(texts(vault.get("identity/group/id/" + one).data(), "parent_group_ids")).containsExactly(two);
  }

  @Test
  void aMemberThatLeavesLosesTheGroupsPolicies() {
    Told alice = login("alice");
    vault.post(
        "identity/group",
        "{\"name\": \"g\", \"policies\": [\"see-bob\"], \"member_entity_ids\": [\"" + entityOf(alice) + "\"]}");
    assertThat(reading(alice.token(), "bob")).isEqualTo(200);
    vault.post("identity/group/name/g", "{\"member_entity_ids\": []}");
    assertThat(reading(alice.token(), "bob")).isEqualTo(403);
    assertThat(texts(vault.get("identity/group/name/g").data(), "member_entity_ids")).isEmpty();
  }

  @Test
  void aDisabledEntityIsRefusedAtOnceAndWhenItComesBack() {
    Told alice = login("alice");
    String path = "identity/entity/id/" + entityOf(alice);
    vault.post(path, "{\"disabled\": true}");
    assertThat(vault.as(alice.token(), "GET", "auth/token/lookup-self", "").status()).isEqualTo(403);
    assertThat(login("alice").status()).isEqualTo(403);
    vault.post(path, "{\"disabled\": false}");
    assertThat(vault.as(alice.token(), "GET", "auth/token/lookup-self", "").status()).isEqualTo(200);
  }

  @Test
  void tokensOfARemovedEntityOpenNothing() {
    Told alice = login("alice");
    assertThat(vault.delete("identity/entity/id/" + entityOf(alice)).status()).isEqualTo(204);
    assertThat(vault.as(alice.token(), "GET", "auth/token/lookup-self", "").status()).isEqualTo(403);
    assertThat(vault.get("identity/entity/id/" + entityOf(alice)).status()).isEqualTo(404);
    assertThat(entityOf(login("alice"))).isNotEqualTo(entityOf(alice));
  }

  @Test
  void childrenBelongToTheirParentsEntityAndOrphansToNone() {
    vault.post("sys/policies/acl/make", "{\"policy\": \"path \\\"auth/token/create*\\\" { capabilities = [\\\"update\\\", \\\"sudo\\\"] }\"}");
    vault.post("auth/userpass/users/alice", "{\"token_policies\": [\"make\"]}");
    Told alice = login("alice");
    Told child = vault.as(alice.token(), "POST", "auth/token/create", "{}");
    assertThat(entityOf(child)).isEqualTo(entityOf(alice));
    assertThat(entityOf(vault.as(alice.token(), "POST", "auth/token/create-orphan", "{}"))).isEmpty();
  }

  @Test
  void templatesSpeakOfWhoeverAsks() {
    vault.post(
        "sys/policies/acl/own",
        "{\"policy\": \"path \\\"secret/data/{{identity.entity.aliases." + accessor
            + ".name}}\\\" { capabilities = [\\\"read\\\"] } path \\\"secret/data/{{identity.entity.metadata.team}}\\\""
            + " { capabilities = [\\\"read\\\"] } path \\\"secret/data/{{identity.groups.names.g.id}}\\\""
            + " { capabilities = [\\\"read\\\"] }\"}");
    for (String name : List.of("alice", "bob")) {
      vault.post("auth/userpass/users/" + name, "{\"token_policies\": [\"own\"]}");
    }
    Told alice = login("alice");
    Told bob = login("bob");
    assertThat(reading(alice.token(), "alice")).isEqualTo(200);
    assertThat(reading(alice.token(), "bob")).isEqualTo(403);
    assertThat(reading(bob.token(), "bob")).isEqualTo(200);
    assertThat(reading(bob.token(), "alice")).isEqualTo(403);
    vault.post("secret/data/red", "{\"data\": {\"a\": \"b\"}}");
    vault.post("identity/entity/id/" + entityOf(alice), "{\"metadata\": {\"team\": \"red\"}}");
    assertThat(reading(alice.token(), "red")).isEqualTo(200);
    assertThat(reading(bob.token(), "red")).isEqualTo(403);
    vault.post("identity/entity/id/" + entityOf(alice), "{\"metadata\": {\"team\": \"*\"}}");
    assertThat(reading(alice.token(), "red")).isEqualTo(403);
    assertThat(reading(alice.token(), "bob")).isEqualTo(403);
    String group =
        vault.post("identity/group", "{\"name\": \"g\", \"member_entity_ids\": [\"" + entityOf(alice) + "\"]}")
            .data().text("id").orElseThrow();
    vault.post("secret/data/" + group, "{\"data\": {\"a\": \"b\"}}");
    assertThat(reading(alice.token(), group)).isEqualTo(200);
    assertThat(reading(bob.token(), group)).isEqualTo(403);
  }

  @Test
  void whatIsMadeIsFoundByEveryName() {
    String entity = vault.post("identity/entity", "{\"name\": \"carol\", \"metadata\": {\"a\": \"b\"}}").data().text("id").orElseThrow();
    Told made = vault.post("identity/entity-alias", "{\"name\": \"carol\", \"canonical_id\": \"" + entity + "\", \"mount_accessor\": \"" + accessor + "\", \"custom_metadata\": {\"c\": \"d\"}}");
    String alias = made.data().text("id").orElseThrow();
    assertThat(made.data().text("canonical_id")).contains(entity);
    for (String by :
        List.of(
            "{\"id\": \"" + entity + "\"}",
            "{\"name\": \"carol\"}",
            "{\"alias_id\": \"" + alias + "\"}",
            "{\"alias_name\": \"carol\", \"alias_mount_accessor\": \"" + accessor + "\"}")) {
      assertThat(vault.post("identity/lookup/entity", by).data().text("id")).as(by).contains(entity);
    }
    assertThat(vault.post("identity/lookup/entity", "{\"name\": \"nobody\"}").status()).isEqualTo(204);
    assertThat(vault.post("identity/lookup/entity", "{}").status()).isEqualTo(400);
    assertThat(texts(vault.list("identity/entity/id").data(), "keys")).containsExactly(entity);
    assertThat(texts(vault.list("identity/entity/name").data(), "keys")).containsExactly("carol");
    assertThat(texts(vault.list("identity/entity-alias/id").data(), "keys")).containsExactly(alias);
    assertThat(vault.get("identity/entity-alias/id/" + alias).data().object("custom_metadata").orElseThrow().text("c")).contains("d");
    vault.post("identity/entity/name/carol", "{\"policies\": [\"see-bob\"]}");
    assertThat(texts(vault.get("identity/entity/id/" + entity).data(), "policies")).containsExactly("see-bob");
    vault.post("identity/entity/id/" + entity, "{\"name\": \"caroline\"}");
    assertThat(vault.get("identity/entity/name/carol").status()).isEqualTo(404);
    assertThat(vault.get("identity/entity/name/caroline").data().text("id")).contains(entity);
    vault.post("identity/entity-alias/id/" + alias, "{\"name\": \"lina\"}");
    vault.post("auth/userpass/users/lina", "{\"password\": \"pw\"}");
    assertThat(entityOf(login("lina"))).isEqualTo(entity);
    assertThat(vault.delete("identity/entity-alias/id/" + alias).status()).isEqualTo(204);
    assertThat(entityOf(login("lina"))).isNotEqualTo(entity);
    String other = vault.post("identity/entity", "{\"name\": \"other\"}").data().text("id").orElseThrow();
    assertThat(vault.post("identity/entity/id/" + other, "{\"name\": \"caroline\"}").status()).isEqualTo(400);
    vault.post("identity/entity/batch-delete", "{\"entity_ids\": [\"" + other + "\", \"" + entity + "\"]}");
    assertThat(vault.get("identity/entity/id/" + other).status()).isEqualTo(404);
    assertThat(vault.get("identity/entity/name/caroline").status()).isEqualTo(404);
  }

  @Test
  void anAliasMovesToTheEntityItIsGivenTo() {
    Told alice = login("alice");
    String to = vault.post("identity/entity", "{\"name\": \"to\"}").data().text("id").orElseThrow();
    vault.post("identity/entity-alias", "{\"name\": \"alice\", \"mount_accessor\": \"" + accessor + "\", \"canonical_id\": \"" + to + "\"}");
    assertThat(entityOf(login("alice"))).isEqualTo(to).isNotEqualTo(entityOf(alice));
    Told second = vault.post("identity/entity-alias", "{\"name\": \"more\", \"mount_accessor\": \"" + accessor + "\", \"canonical_id\": \"" + to + "\"}");
    assertThat(second.status()).isEqualTo(400);
    assertThat(vault.post("identity/entity-alias", "{\"name\": \"x\", \"mount_accessor\": \"none\"}").status()).isEqualTo(400);
  }

  @Test
  void nobodyGivesTheRootPolicy() {
    assertThat(vault.post("identity/entity", "{\"name\": \"e\", \"policies\": [\"Root\"]}").status()).isEqualTo(400);
    assertThat(vault.post("identity/group", "{\"name\": \"g\", \"policies\": [\" root\"]}").status()).isEqualTo(400);
  }

  @Test
  void theMountIsListed() {
    assertThat(vault.get("sys/mounts").data().object("identity/").orElseThrow().text("type")).contains("identity");
  }
}
