package dev.coffer.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.client.fake.FakeServer;
import dev.coffer.client.fake.Run;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The expected texts are those that Vault's documentation shows. */
final class KvCommandsTest {
  private static final String VERSION =
      """
      {"request_id":"r","lease_id":"","renewable":false,"lease_duration":0,"data":{"data":{"passcode":"my-long-passcode"},\
      "metadata":{"created_time":"2019-06-06T06:03:26.595978Z","custom_metadata":null,"deletion_time":"","destroyed":false,"version":5}},\
      "warnings":null,"mount_type":"kv"}""";

  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer().versionedKv("secret/creds").versionedKv("secret");
    server.on("GET /v1/secret/data/creds", 200, VERSION);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run(String... words) {
    return Run.of(server.address(), words);
  }

  @Test
  void getShowsPathMetadataAndData() {
    assertThat(run("kv", "get", "secret/creds").out())
        .isEqualTo(
            """
            == Secret Path ==
            secret/data/creds

            ======= Metadata =======
            Key                Value
            ---                -----
            created_time       2019-06-06T06:03:26.595978Z
            custom_metadata    <nil>
            deletion_time      n/a
            destroyed          false
            version            5

            ====== Data ======
            Key         Value
            ---         -----
            passcode    my-long-passcode
            """);
  }

  @Test
  void aFieldIsPrintedExactlyWithoutALineBreak() {
    assertThat(run("kv", "get", "-field=passcode", "secret/creds").out()).isEqualTo("my-long-passcode");
    assertThat(run("kv", "get", "--field", "passcode", "secret/creds").out()).isEqualTo("my-long-passcode");
    assertThat(run("kv", "get", "secret/creds", "-field=passcode").out()).isEqualTo("my-long-passcode");
  }

  @Test
  void aMissingFieldIsAnErrorOfTheCommandLine() {
    Run run = run("kv", "get", "-field=nothing", "secret/creds");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("Field \"nothing\" not present in secret\n");
  }

  @Test
  void theMountCanBeAFlag() {
    assertThat(run("kv", "get", "-mount=secret", "-field=passcode", "creds").out()).isEqualTo("my-long-passcode");
  }

  @Test
  void jsonHasVaultsOrder() {
    assertThat(run("kv", "get", "-format=json", "secret/creds").out())
        .startsWith("{\n  \"request_id\": \"r\",\n  \"lease_id\": \"\",\n  \"lease_duration\": 0,\n  \"renewable\": false,\n  \"data\": {\n")
        .endsWith("\"mount_type\": \"kv\"\n}\n");
  }

  @Test
  void anAbsentSecretIsCodeTwo() {
    server.versionedKv("secret/none");
    Run run = run("kv", "get", "secret/none");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("No value found at secret/data/none\n");
  }

  @Test
  void putSendsDataAndOptions() {
    server.on("PUT /v1/secret/data/creds", 200, "{\"data\":{\"version\":6}}");
    Run run = run("kv", "put", "-cas=5", "secret/creds", "a=1", "b=x=y");
    assertThat(run.code()).isZero();
    assertThat(server.last().body()).isEqualTo("{\"data\":{\"a\":\"1\",\"b\":\"x=y\"},\"options\":{\"cas\":5}}");
    assertThat(server.last().headers()).containsEntry("X-vault-token", "t0ken").containsEntry("X-vault-request", "true");
    assertThat(run.out()).contains("=== Metadata ===\n").contains("version    6\n");
  }

  @Test
  void aPatchFallsBackToReadingAndWritingTheSameVersion() {
    server.on("PATCH /v1/secret/data/creds", 403, "{\"errors\":[\"permission denied\"]}");
    server.on("PUT /v1/secret/data/creds", 200, "{\"data\":{\"version\":6}}");
    assertThat(run("kv", "patch", "secret/creds", "more=1").code()).isZero();
    assertThat(server.last().body())
        .isEqualTo("{\"data\":{\"passcode\":\"my-long-passcode\",\"more\":\"1\"},\"options\":{\"cas\":5}}");
  }

  @Test
  void theTimeOfTravelIsSentAlong() {
    server.on("GET /v1/secret/data/creds?at=2026-01-15T10:30:00Z", 200, VERSION);
    assertThat(run("kv", "get", "-at=2026-01-15T10:30:00Z", "-field=passcode", "secret/creds").code()).isZero();
  }

  @Test
  void recursiveDeleteWalksFoldersAndDeletesEachSecret() {
    server.versionedKv("secret/app").on("GET /v1/secret/metadata/app/?list=true", 200, "{\"data\":{\"keys\":[\"a\",\"b/\"]}}");
    server.on("GET /v1/secret/metadata/app/b/?list=true", 200, "{\"data\":{\"keys\":[\"c\"]}}");
    server.on("DELETE /v1/secret/data/app/a", 204, "").on("DELETE /v1/secret/data/app/b/c", 204, "");
    assertThat(run("kv", "delete", "-recursive", "secret/app").out()).isEqualTo("Success! 2 secrets were deleted.\n");
  }

  @Test
  void aPartlyRefusedRecursiveDeleteSaysSoAndFails() {
    server.versionedKv("secret/app").on("GET /v1/secret/metadata/app/?list=true", 200, "{\"data\":{\"keys\":[\"a\",\"b\"]}}");
    server.on("DELETE /v1/secret/data/app/a", 204, "").on("DELETE /v1/secret/data/app/b", 403, "{\"errors\":[\"permission denied\"]}");
    Run run = run("kv", "delete", "-recursive", "secret/app");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("secret/app/b (permission denied)").contains("1 of 2 secrets were deleted");
  }

  @Test
  void diffNamesKeysAndHidesValuesUnlessAsked() {
    server.on("GET /v1/secret/metadata/creds", 200, "{\"data\":{\"current_version\":2}}");
    server.on("GET /v1/secret/data/creds?version=1", 200, "{\"data\":{\"data\":{\"a\":\"old\",\"b\":\"same\",\"c\":\"gone\"}}}");
    server.on("GET /v1/secret/data/creds?version=2", 200, "{\"data\":{\"data\":{\"a\":\"new\",\"b\":\"same\",\"d\":\"come\"}}}");
    assertThat(run("kv", "diff", "secret/creds").out())
        .isEqualTo("Key    Change\n---    ------\na      changed\nc      removed\nd      added\n");
    assertThat(run("kv", "diff", "-show-values", "secret/creds").out()).contains("old").contains("new");
  }

  @Test
  void historySaysWhatHappenedAndWho() {
    server.on(
        "GET /v1/secret/metadata/creds?history=true&limit=100",
        200,
        "{\"data\":{\"history\":[{\"sequence\":2,\"time\":\"T2\",\"event\":\"delete\",\"versions\":[1],\"display_name\":\"ada\"},"
            + "{\"sequence\":1,\"time\":\"T1\",\"event\":\"write\",\"versions\":[1],\"display_name\":\"root\"}]}}");
    assertThat(run("kv", "history", "secret/creds").out())
        .isEqualTo(
            """
            Time    Event     Versions    By
            ----    -----     --------    --
            T2      delete    1           ada
            T1      write     1           root
            """);
  }

  @Test
  void curlStringShowsTheRequestWithoutTheToken() {
    Run run = run("kv", "put", "-output-curl-string", "secret/creds", "a=it's");
    assertThat(run.out()).startsWith("curl -X PUT").contains("$(coffer print token)").doesNotContain("t0ken");
    assertThat(run.out()).contains("it'\"'\"'s").contains("/v1/secret/data/creds");
    assertThat(server.asked()).noneMatch(asked -> asked.method().equals("PUT"));
  }

  @Test
  void onATerminalControlCharactersAreEscaped() {
    server.on("GET /v1/secret/data/creds", 200, "{\"data\":{\"data\":{\"k\":\"\\u001b]0;owned\\u0007\"}}}");
    Map<String, String> environment = Map.of("VAULT_ADDR", server.address());
    assertThat(Run.of(environment, "", true, "kv", "get", "-field=k", "secret/creds").out())
        .isEqualTo("\\u001b]0;owned\\u0007\n");
  }
}
