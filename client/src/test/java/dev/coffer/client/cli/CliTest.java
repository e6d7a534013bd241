package dev.coffer.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.client.fake.FakeServer;
import dev.coffer.client.fake.Run;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CliTest {
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run(String... words) {
    return Run.of(server.address(), words);
  }

  @Test
  void aRefusalHasVaultsWordsAndTheNextStep() {
    server.on("GET /v1/secret/foo", 403, "{\"errors\":[\"permission denied\"]}");
    Run run = run("read", "secret/foo");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "Error making API request.\n\nURL: GET " + server.address() + "/v1/secret/foo\nCode: 403. Errors:\n\n* permission denied\n")
        .contains("coffer token capabilities");
  }

  @Test
  void aSealedServersStatusIsCodeTwo() {
    server.on(
        "GET /v1/sys/seal-status",
        200,
        "{\"type\":\"shamir\",\"initialized\":true,\"sealed\":true,\"t\":3,\"n\":5,\"progress\":1,\"nonce\":\"n0\",\"version\":\"1\",\"build_date\":\"d\",\"storage_type\":\"inmem\"}");
    Run run = run("status");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).startsWith("Key                Value\n---                -----\nSeal Type          shamir\n").contains("Unseal Progress    1/3");
  }

  @Test
  void anUnreachableServerIsCodeTwoAndSaysWhatToDo() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Run run = Run.of("http://127.0.0.1:" + free, "status");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Is the server running, and is VAULT_ADDR right?");
  }

  @Test
  void unknownFlagsAndCountsAreCodeOne() {
    assertThat(run("read", "-bogus", "a").err()).startsWith("flag provided but not defined: -bogus");
    assertThat(run("read", "-bogus", "a").code()).isEqualTo(1);
    assertThat(run("list").err()).startsWith("Not enough arguments (expected 1, got 0)");
    assertThat(run("nonsense").code()).isEqualTo(1);
    assertThat(run("namespace", "list").err()).contains("one namespace");
  }

  @Test
  void everyCommandHasAHelpAndNoFlagTwice() {
    for (Group group : Commands.groups()) {
      for (Command command : group.commands().get()) {
        Run run = Run.of(Map.of(), "", false, (command.name() + " -h").split(" ", -1));
        assertThat(run.code()).as(command.name()).isZero();
        assertThat(run.out()).contains(command.summary());
        assertThat(command.flags()).as(command.name()).doesNotHaveDuplicates();
        assertThat(command.flags().stream().map(flag -> flag.name()).toList()).as(command.name()).doesNotHaveDuplicates();
        assertThat(command.name()).startsWith(group.name());
      }
    }
  }

  @Test
  void writeReadsStandardInputFilesAndPairs(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("v"), "from file\n");
    server.on("PUT /v1/a/b", 204, "");
    Map<String, String> environment = Map.of("VAULT_ADDR", server.address());
    Run run = Run.of(environment, "{\"n\":1.50}", false, "write", "a/b", "-", "k=@" + file, "e=\\@x");
    assertThat(run.out()).isEqualTo("Success! Data written to: a/b\n");
    assertThat(server.last().body()).isEqualTo("{\"n\":1.50,\"k\":\"from file\\n\",\"e\":\"@x\"}");
    assertThat(run("write", "a/b").err()).startsWith("Must supply data or use -force");
  }

  @Test
  void listPrintsKeysAndAnEmptyListIsCodeTwo() {
    server.on("GET /v1/a/?list=true", 200, "{\"data\":{\"keys\":[\"y\",\"x/\"]}}");
    assertThat(run("list", "a").out()).isEqualTo("Keys\n----\nx/\ny\n");
    assertThat(run("list", "-format=json", "a").out()).isEqualTo("[\n  \"y\",\n  \"x/\"\n]\n");
    assertThat(run("list", "none").code()).isEqualTo(2);
    assertThat(run("list", "-format=json", "none").out()).isEqualTo("{}\n");
  }

  @Test
  void loginStoresTheTokenForItsOwnerAlone(@TempDir Path home) throws IOException {
    server.on("GET /v1/auth/token/lookup-self", 200, "{\"data\":{\"accessor\":\"acc\",\"policies\":[\"root\"],\"ttl\":0}}");
    Map<String, String> environment = Map.of("VAULT_ADDR", server.address(), "HOME", home.toString());
    Run run = Run.of(environment, "", false, "login", "hvs.abc");
    assertThat(run.out()).contains("Success! You are now authenticated.").contains("token_duration       ∞");
    Path file = home.resolve(".vault-token");
    assertThat(Files.readString(file)).isEqualTo("hvs.abc");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(Run.of(environment, "", false, "print", "token").out()).isEqualTo("hvs.abc\n");
    server.on("GET /v1/x", 200, "{\"data\":{}}");
    Run.of(environment, "", false, "read", "x");
    assertThat(server.last().headers()).containsEntry("X-vault-token", "hvs.abc");
  }

  @Test
  void aLoginByNameSendsThePasswordInTheBody() {
    server.on("PUT /v1/auth/userpass/login/ada", 200, "{\"auth\":{\"client_token\":\"hvs.new\",\"lease_duration\":3600}}");
    Map<String, String> environment = Map.of("VAULT_ADDR", server.address());
    Run run = Run.of(environment, "pw\n", false, "login", "-method=userpass", "-token-only", "username=ada");
    assertThat(run.out()).isEqualTo("hvs.new");
    assertThat(server.last().body()).isEqualTo("{\"password\":\"pw\"}");
    assertThat(server.last().headers()).doesNotContainKey("X-vault-token");
  }

  @Test
  void aTokenWithALineBreakNeverReachesTheWire() {
    Map<String, String> environment = Map.of("VAULT_ADDR", server.address(), "VAULT_TOKEN", "a\r\nX-Evil: 1");
    Run run = Run.of(environment, "", false, "read", "x");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).doesNotContain("Evil");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void pathsAreEncodedSegmentBySegment() {
    run("read", "secret/a b?c#d%2fé");
    assertThat(server.last().target()).isEqualTo("/v1/secret/a%20b%3Fc%23d%252f%C3%A9");
  }

  @Test
  void generateRootDecodesWithTheOneTimePassword() {
    assertThat(GenerateRoot.decoded("AwMD", "bbb")).isEqualTo("aaa");
    Run run = run("operator", "generate-root", "-decode=AwMD", "-otp=bbb");
    assertThat(run.out()).isEqualTo("aaa");
    assertThat(run("operator", "generate-root", "-decode=AwMD", "-otp=bb").code()).isEqualTo(1);
  }

  @Test
  void coffersOwnVariablesWinOverVaults() {
    server.on("GET /v1/x", 200, "{\"data\":{\"a\":\"b\"}}");
    Map<String, String> environment =
        Map.of("COFFER_ADDR", server.address(), "VAULT_ADDR", "http://127.0.0.1:1", "COFFER_FORMAT", "yaml");
    assertThat(Run.of(environment, "", false, "read", "x").out()).contains("data:\n  a: b\n");
  }

  @Test
  void completionScriptsKnowEveryCommand() {
    String bash = run("completion", "bash").out();
    assertThat(bash).contains("\"kv metadata\"").contains("-recursive").contains("complete -o default -F _coffer coffer");
    assertThat(run("completion", "fish").out()).contains("-a generate-root");
    assertThat(run("completion", "tcsh").code()).isEqualTo(1);
  }
}
