package dev.coffer.server.dialect.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.gate.Need;
import dev.coffer.server.gate.policy.Capability;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON that clients of Vault see, key by key. */
class KvRoutesTest {
  private static final String T = "2026-01-15T10:30:00Z";
  private final KvVault vault = new KvVault();

  @BeforeEach
  void mount() {
    assertThat(vault.post("sys/mounts/secret", "{\"type\":\"kv-v2\"}").status()).isEqualTo(204);
    assertThat(vault.post("sys/mounts/kv1/", "{\"type\":\"kv\"}").status()).isEqualTo(204);
  }

  @Test
  void aSecretIsWrittenAndReadInVaultsShape() {
    KvVault.Told written = vault.post("secret/data/a/b", "{\"data\":{\"n\":1.0,\"s\":\"x\"}}");
    assertThat(written.status()).isEqualTo(200);
    assertThat(text(written.data()))
        .isEqualTo(
            "{\"created_time\":\"" + T + "\",\"custom_metadata\":null,\"deletion_time\":\"\","
                + "\"destroyed\":false,\"version\":1}");
    KvVault.Told read = vault.get("secret/data/a/b");
    assertThat(text(read.data()))
        .isEqualTo(
            "{\"data\":{\"n\":1.0,\"s\":\"x\"},\"metadata\":{\"created_time\":\"" + T
                + "\",\"custom_metadata\":null,\"deletion_time\":\"\",\"destroyed\":false,\"version\":1}}");
    assertThat(read.body().text("mount_type")).contains("kv");
    assertThat(vault.asked()).containsExactly(Need.of("secret/data/a/b", Capability.READ));
  }

  @Test
  void theRecordIsInVaultsShape() {
    vault.post("secret/metadata/a", "{\"max_versions\":5,\"delete_version_after\":\"3h25m19s\",\"custom_metadata\":{\"k\":\"v\"}}");
    vault.post("secret/data/a", "{\"data\":{}}");
    assertThat(text(vault.get("secret/metadata/a").data()))
        .isEqualTo(
            "{\"cas_required\":false,\"created_time\":\"" + T + "\",\"current_version\":1,"
                + "\"custom_metadata\":{\"k\":\"v\"},\"delete_version_after\":\"3h25m19s\","
                + "\"max_versions\":5,\"oldest_version\":0,\"updated_time\":\"" + T + "\","
                + "\"versions\":{\"1\":{\"created_time\":\"" + T
                + "\",\"deletion_time\":\"2026-01-15T13:55:19Z\",\"destroyed\":false}}}");
  }

  @Test
  void aDeletedVersionIsMissingButTellsItsMetadata() {
    vault.post("secret/data/a", "{\"data\":{\"x\":1}}");
    vault.clock.advance(Duration.ofMillis(1_500));
    assertThat(vault.send("DELETE", "secret/data/a", "").status()).isEqualTo(204);
    KvVault.Told gone = vault.get("secret/data/a");
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.data().get("data")).contains(Json.ofNull());
    assertThat(gone.data().object("metadata").orElseThrow().text("deletion_time"))
        .contains("2026-01-15T10:30:01.5Z");
    assertThat(vault.send("PUT", "secret/undelete/a", "{\"versions\":[1]}").status()).isEqualTo(204);
    assertThat(vault.get("secret/data/a").status()).isEqualTo(200);
    assertThat(vault.post("secret/destroy/a", "{\"versions\":\"1,2\"}").status()).isEqualTo(204);
    assertThat(vault.get("secret/data/a?version=1").data().object("metadata").orElseThrow().bool("destroyed"))
        .contains(true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | secret/data/a | {\"data\":{},\"options\":{\"cas\":3}} | check-and-set parameter did not match the current version",
        "POST | secret/data/a | {\"data\":{},\"options\":{\"cas\":\"x\"}} | error parsing check-and-set parameter",
        "POST | secret/data/a | {\"x\":1} | no data provided",
        "PATCH | secret/data/a | {\"options\":{}} | no data provided",
        "POST | secret/delete/a | {} | No version number provided",
        "POST | secret/destroy/a | {\"versions\":[]} | No version number provided",
        "POST | kv1/a | {} | missing data fields",
        "POST | sys/mounts/secret | {\"type\":\"kv\"} | path is already in use at secret/",
        "POST | sys/mounts/x | {\"type\":\"nosuch\"} | plugin not found in the catalog",
        "DELETE | sys/mounts/sys | | cannot unmount \"sys/\"",
      })
  void refusalsAreInVaultsWords(String method, String path, String body, String words) {
    vault.post("secret/data/a", "{\"data\":{}}");
    KvVault.Told refused = vault.send(method, path, body == null ? "" : body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).isEqualTo(words);
  }

  @Test
  void checkAndSetMayBeDemandedForOneSecret() {
    vault.post("secret/metadata/a", "{\"cas_required\":true}");
    KvVault.Told refused = vault.post("secret/data/a", "{\"data\":{}}");
    assertThat(refused.error()).isEqualTo("check-and-set parameter required for this call");
    assertThat(vault.post("secret/data/a", "{\"data\":{},\"options\":{\"cas\":\"0\"}}").status()).isEqualTo(200);
  }

  @Test
  void listsHaveNamesAndAnEmptyFolderIsMissing() {
    vault.post("secret/data/f/a", "{\"data\":{}}");
    vault.post("secret/data/f/b/c", "{\"data\":{}}");
    assertThat(text(vault.send("LIST", "secret/metadata/f", "").data())).isEqualTo("{\"keys\":[\"a\",\"b/\"]}");
    assertThat(text(vault.get("secret/metadata?list=true").data())).isEqualTo("{\"keys\":[\"f/\"]}");
    assertThat(text(vault.send("LIST", "secret/metadata/f/?after=a&limit=1", "").data()))
        .isEqualTo("{\"keys\":[\"b/\"]}");
    assertThat(text(vault.send("SCAN", "secret/metadata", "").data())).isEqualTo("{\"keys\":[\"f/a\",\"f/b/c\"]}");
    assertThat(vault.send("LIST", "secret/metadata/nothing", "").status()).isEqualTo(404);
    Json.Object detailed = vault.send("LIST", "secret/detailed-metadata/f", "").data();
    assertThat(detailed.object("key_info").orElseThrow().members()).containsOnlyKeys("a");
  }

  @Test
  void aPathOfVersionOneGetsAHint() {
    KvVault.Told stray = vault.get("secret/a");
    assertThat(stray.status()).isEqualTo(404);
    assertThat(text(stray.body().array("warnings").orElseThrow()))
        .contains("Invalid path for a versioned K/V secrets engine")
        .contains("'vault kv get'");
  }

  @Test
  void thePastIsToldOnRequest() {
    vault.post("secret/data/a", "{\"data\":{\"n\":1}}");
    vault.clock.advance(Duration.ofHours(1));
    vault.post("secret/data/a", "{\"data\":{\"n\":2}}");
    vault.clock.advance(Duration.ofHours(1));
    vault.post("secret/destroy/a", "{\"versions\":[2]}");
    vault.post("secret/data/b", "{\"data\":{}}");
    assertThat(text(vault.get("secret/data/a?at=2026-01-15T12:00:00%2B01:00").data().object("data").orElseThrow()))
        .isEqualTo("{\"n\":1}");
    KvVault.Told destroyed = vault.get("secret/data/a?at=2026-01-15T12:00:00Z");
    assertThat(destroyed.status()).isEqualTo(404);
    Json.Object metadata = destroyed.data().object("metadata").orElseThrow();
    assertThat(metadata.integer("version")).contains(2L);
    assertThat(metadata.text("destroyed_time")).contains("2026-01-15T12:30:00Z");
    assertThat(text(vault.send("LIST", "secret/metadata?at=2026-01-15T11:00:00Z", "").data()))
        .isEqualTo("{\"keys\":[\"a\"]}");
    Json.Array history = vault.get("secret/metadata/a?history=true").data().array("history").orElseThrow();
    assertThat(history.items()).hasSize(3);
    assertThat(text(history.items().getFirst())).contains("\"event\":\"destroy\"").contains("\"display_name\":\"token\"");
    assertThat(vault.get("secret/data/a?at=yesterday").status()).isEqualTo(400);
    assertThat(vault.get("secret/data/a?at=2099-01-01T00:00:00Z").status()).isEqualTo(400);
  }

  @Test
  void subkeysPatchAndConfigAreServed() {
    vault.post("secret/data/a", "{\"data\":{\"x\":{\"y\":1},\"z\":2}}");
    vault.send("PATCH", "secret/data/a", "{\"data\":{\"z\":null,\"w\":3},\"options\":{\"cas\":1}}");
    assertThat(text(vault.get("secret/data/a").data().object("data").orElseThrow()))
        .isEqualTo("{\"x\":{\"y\":1},\"w\":3}");
    assertThat(text(vault.get("secret/subkeys/a?depth=1").data().object("subkeys").orElseThrow()))
        .isEqualTo("{\"x\":null,\"w\":null}");
    assertThat(text(vault.get("secret/config").data()))
        .isEqualTo("{\"cas_required\":false,\"delete_version_after\":\"0s\",\"max_versions\":0}");
    vault.post("secret/config", "{\"max_versions\":3,\"delete_version_after\":\"1h\"}");
    assertThat(text(vault.get("secret/config").data()))
        .isEqualTo("{\"cas_required\":false,\"delete_version_after\":\"1h0m0s\",\"max_versions\":3}");
    assertThat(vault.send("PATCH", "secret/data/nosuch", "{\"data\":{}}").status()).isEqualTo(404);
  }

  @Test
  void versionOneTellsWhenToComeAgain() {
    vault.post("kv1/a", "{\"x\":1}");
    vault.post("kv1/b", "{\"ttl\":\"1h\"}");
    assertThat(vault.get("kv1/a").body().integer("lease_duration")).contains(2_764_800L);
    assertThat(vault.get("kv1/b").body().integer("lease_duration")).contains(3_600L);
    assertThat(text(vault.get("kv1/a").data())).isEqualTo("{\"x\":1}");
    assertThat(text(vault.send("LIST", "kv1/", "").data())).isEqualTo("{\"keys\":[\"a\",\"b\"]}");
    vault.send("DELETE", "kv1/a", "");
    assertThat(vault.get("kv1/a").status()).isEqualTo(404);
  }

  @Test
  void cubbyholeKeepsWhatTheTokenGivesIt() {
    assertThat(vault.post("cubbyhole/x/y", "{\"a\":\"b\"}").status()).isEqualTo(204);
    assertThat(text(vault.get("cubbyhole/x/y").data())).isEqualTo("{\"a\":\"b\"}");
    assertThat(text(vault.send("LIST", "cubbyhole", "").data())).isEqualTo("{\"keys\":[\"x/\"]}");
    vault.send("DELETE", "cubbyhole/x/y", "");
    assertThat(vault.get("cubbyhole/x/y").status()).isEqualTo(404);
  }

  @Test
  void mountsAreListedTunedAndMoved() {
    Json.Object listed = vault.get("sys/mounts").body();
    Json.Object secret = listed.object("data").orElseThrow().object("secret/").orElseThrow();
    assertThat(listed.object("secret/")).contains(secret);
    assertThat(secret.text("type")).contains("kv");
    assertThat(text(secret.object("options").orElseThrow())).isEqualTo("{\"version\":\"2\"}");
    assertThat(text(secret.object("config").orElseThrow()))
        .isEqualTo("{\"default_lease_ttl\":0,\"force_no_cache\":false,\"max_lease_ttl\":0}");
    assertThat(vault.post("sys/mounts/secret/tune", "{\"default_lease_ttl\":\"1h\",\"description\":\"d\"}").status())
        .isEqualTo(204);
    Json.Object tuned = vault.get("sys/mounts/secret/tune").data();
    assertThat(tuned.integer("default_lease_ttl")).contains(3_600L);
    assertThat(tuned.integer("max_lease_ttl")).contains(2_764_800L);
    String id = vault.post("sys/remount", "{\"from\":\"secret\",\"to\":\"moved\"}").data().text("migration_id").orElseThrow();
    assertThat(vault.get("sys/remount/status/" + id).data().object("migration_info").orElseThrow().text("status"))
        .contains("success");
    assertThat(vault.get("sys/auth").data().members()).containsOnlyKeys("token/");
    assertThat(vault.send("DELETE", "sys/mounts/moved", "").status()).isEqualTo(204);
    assertThat(vault.send("DELETE", "sys/mounts/moved/", "").status()).isEqualTo(204);
    assertThat(vault.get("sys/mounts/moved").status()).isEqualTo(400);
  }

  @Test
  void aTokenLearnsOfTheMountsItsRulesReach() {
    Json.Object seen = vault.get("sys/internal/ui/mounts").data();
    assertThat(seen.object("secret").orElseThrow().members()).containsOnlyKeys("secret/");
    assertThat(seen.object("auth").orElseThrow().members()).isEmpty();
    Json.Object one = vault.get("sys/internal/ui/mounts/secret/a/b").data();
    assertThat(one.text("path")).contains("secret/");
    assertThat(one.object("options").orElseThrow().text("version")).contains("2");
    assertThat(vault.get("sys/internal/ui/mounts/secret").status()).isEqualTo(200);
    assertThat(vault.get("sys/internal/ui/mounts/kv1/a").status()).isEqualTo(403);
    assertThat(vault.get("sys/internal/ui/mounts/nosuch/a").status()).isEqualTo(403);
  }

  private static String text(Json value) {
    return JsonWriter.text(value);
  }
}
