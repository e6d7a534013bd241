package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.CommandLine.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line as people and scripts use it, against a real server in a process of its own. */
class CliAgainstServerTest {
  private static DevServer server;
  private static CommandLine root;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = DevServer.start();
    root = CommandLine.at(server.address(), "root");
    done(root.run("kv", "put", "secret/table/a", "user=joe", "password=first"));
    done(root.run("kv", "put", "secret/table/a", "user=joe", "password=second"));
    done(root.run("kv", "put", "secret/table/once", "k=v"));
    done(root.run("kv", "put", "secret/table/gone", "k=v"));
    done(root.run("kv", "delete", "secret/table/gone"));
    done(root.run("secrets", "enable", "-path=plain", "-version=1", "kv"));
    done(root.run("kv", "put", "plain/a", "k=v"));
    done(root.piped("path \"secret/data/table/*\" { capabilities = [\"read\"] }", "policy", "write", "reader", "-"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Ran done(Ran ran) {
    assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
    return ran;
  }

  /** A command that changes nothing: its exit code, and what it must print. */
  record Case(String line, int code, String out, String err) {
    @Override
    public String toString() {
      return line;
    }
  }

  private static Case prints(String line, String out) {
    return new Case(line, 0, out, "");
  }

  private static Case fails(String line, int code, String err) {
    return new Case(line, code, "", err);
  }

  static Stream<Case> cases() {
    return Stream.of(
        prints("status", "Sealed          false\n"),
        prints("kv get secret/table/a", "====== Metadata ======="),
        prints("kv get secret/table/a", "password    second\n"),
        prints("kv get -mount=secret table/a", "user        joe\n"),
        prints("kv get -version=1 -field=password secret/table/a", "first"),
        prints("kv get -format=json secret/table/a", "\"password\": \"second\""),
        prints("kv get -format=yaml secret/table/a", "    password: second\n"),
        prints("kv get plain/a", "== Data ==\nKey    Value\n---    -----\nk      v\n"),
        prints("kv list secret/table", "Keys\n----\na\ngone\nonce\n"),
        prints("kv list -format=json secret/table", "[\n  \"a\",\n  \"gone\",\n  \"once\"\n]"),
        prints("kv scan secret", "table/a\ntable/gone\ntable/once\n"),
        prints("kv metadata get secret/table/a", "current_version         2\n"),
        prints("kv history secret/table/a", "write    2           root\n"),
        prints("kv diff secret/table/a", "password    changed\n"),
        prints("kv diff -show-values secret/table/a", "password    changed    first    second\n"),
        prints("read secret/data/table/once", "data        map[k:v]\n"),
        prints("read -field=sealed sys/health", "false"),
        prints("secrets list", "secret/       kv"),
        prints("auth list", "token based credentials"),
        prints("policy read reader", "path \"secret/data/table/*\" { capabilities = [\"read\"] }\n"),
        prints("token lookup", "policies            [root]\n"),
        prints("token capabilities secret/data/table/a", "root\n"),
        prints("operator key-status", "Key Term            1\n"),
        prints("operator generate-root -status", "OTP Length    28\n"),
        prints("download -path=secret/table/a -format=env", "PASSWORD='second'\n"),
        prints("kv get -output-curl-string secret/table/a", "curl -H \"X-Vault-Token: $(coffer print token)\""),
        fails("kv get secret/nothing", 2, "No value found at secret/data/nothing"),
        fails("kv get -at=2020-01-01T00:00:00Z secret/table/a", 2, "No value found at"),
        fails("kv get -field=k secret/table/gone", 2, "No data found at secret/data/table/gone"),
        fails("kv get -field=absent secret/table/a", 1, "Field \"absent\" not present in secret"),
        fails("kv patch secret/nothing k=v", 2, "No value found at secret/data/nothing"),
        fails("kv put -cas=0 secret/table/a k=v", 2, "check-and-set parameter did not match the current version"),
        fails("kv diff secret/table/once", 2, "no version before version 1"),
        fails("kv metadata get plain/a", 1, "plain/ is version 1"),
        fails("kv copy secret/table/once secret/table/a", 2, "-overwrite replaces it"),
        fails("secrets enable -path=secret kv", 2, "path is already in use at secret/"),
        fails("policy read nothing", 2, "No policy named: nothing"),
        fails("operator rekey AAAA", 1, "-nonce=NONCE is missing"),
        fails("kv frobnicate", 1, "no such subcommand"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aCommandPrintsWhatItShould(Case one) {
    Ran ran = root.run(one.line().split(" ", -1));
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(one.code());
    assertThat(ran.out()).contains(one.out());
    assertThat(ran.err()).contains(one.err());
  }

  @Test
  void aTokenMayWhatItsPolicySaysAndNothingElse() {
    String token = done(root.run("token", "create", "-policy=reader", "-ttl=1h", "-field=token")).out();
    CommandLine reader = CommandLine.at(server.address(), token);
    assertThat(done(reader.run("kv", "get", "-field=user", "secret/table/a")).out()).isEqualTo("joe");
    Ran refused = reader.run("kv", "put", "secret/table/a", "user=eve");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("Code: 403. Errors:").contains("permission denied");
    done(reader.run("token", "revoke", "-self"));
    assertThat(reader.run("token", "lookup").err()).contains("The server does not know the token in VAULT_TOKEN");
  }

  @Test
  void historyLongerThanAPageIsComplete() {
    for (int version = 1; version <= 101; version++) {
      done(root.run("kv", "put", "secret/long", "v=" + version));
    }
    List<String> lines = done(root.run("kv", "history", "secret/long")).out().lines().toList();
    assertThat(lines).hasSize(2 + 101);
    assertThat(lines.getLast()).contains("write").contains(" 1 ");
  }

  @Test
  void aRolledBackSecretHasItsOldValuesAndACopyToo() {
    done(root.run("kv", "put", "secret/back/a", "v=old"));
    done(root.run("kv", "put", "secret/back/a", "v=new"));
    done(root.run("kv", "rollback", "-version=1", "secret/back/a"));
    assertThat(root.run("kv", "get", "-field=v", "secret/back/a").out()).isEqualTo("old");
    done(root.run("kv", "copy", "-recursive", "secret/back", "secret/copied/deep"));
    assertThat(root.run("kv", "get", "-field=v", "secret/copied/deep/a").out()).isEqualTo("old");
    done(root.run("kv", "delete", "-recursive", "secret/copied"));
    assertThat(root.run("kv", "get", "-field=v", "secret/copied/deep/a").code()).isEqualTo(2);
  }

  @Test
  void aWrappedAnswerOpensOnce() {
    String wrapping = done(root.run("kv", "get", "-wrap-ttl=1m", "-field=wrapping_token", "secret/table/a")).out();
    assertThat(done(root.run("unwrap", "-format=json", wrapping)).out()).contains("\"password\": \"second\"");
    assertThat(root.run("unwrap", wrapping).code()).isEqualTo(2);
  }

  private static String unsealKey() {
    Matcher found = Pattern.compile("Unseal Key: (\\S+)").matcher(server.output());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private static String row(String table, String name) {
    Matcher found = Pattern.compile("(?m)^" + name + "\\s+(\\S+)$").matcher(table);
    assertThat(found.find()).as(table).isTrue();
    return found.group(1);
  }

  @Test
  void theHoldersOfSharesMakeANewRootToken() {
    String otp = done(root.run("operator", "generate-root", "-generate-otp")).out();
    String nonce = row(done(root.run("operator", "generate-root", "-init", "-otp=" + otp)).out(), "Nonce");
    assertThat(root.run("operator", "generate-root", unsealKey()).err()).contains("-nonce=NONCE is missing");
    assertThat(root.run("operator", "generate-root", "-cancel").code()).isEqualTo(2);
    String done = done(root.piped(unsealKey(), "operator", "generate-root", "-nonce=" + nonce, "-")).out();
    String token =
        done(root.run("operator", "generate-root", "-decode=" + row(done, "Encoded Token"), "-otp=" + otp)).out();
    assertThat(token).startsWith("hvs.").isNotEqualTo("root");
    assertThat(CommandLine.at(server.address(), token).run("token", "lookup", "-field=policies").out()).isEqualTo("[root]");
  }

  @Test
  void aRekeyIsCancelledByWhoStartedIt() {
    String table = done(root.run("operator", "rekey", "-init", "-key-shares=3", "-key-threshold=2", "-verify")).out();
    assertThat(table).contains("Verification Required    true");
    assertThat(root.run("operator", "rekey", "-cancel").code()).isEqualTo(2);
    done(root.run("operator", "rekey", "-cancel", "-nonce=" + row(table, "Nonce")));
    assertThat(row(done(root.run("operator", "rekey", "-status")).out(), "Started")).isEqualTo("false");
  }

  @Test
  void downloadedVariablesReadByAShellAreTheSecretsOwn() throws Exception {
    String nasty = "it's \"q\" $HOME `id` \\ # $(id)\nsecond line\ttab \u00fc";
    Path value = Files.writeString(folder.resolve("value"), nasty);
    done(root.run("kv", "put", "secret/nasty", "value=@" + value, "odd-name.x=1", "empty="));
    Path file = folder.resolve("nasty.env");
    Files.writeString(file, done(root.run("download", "-path=secret/nasty", "-format=env")).out());
    assertThat(shell("set -a; . '" + file + "'; printf '%s|%s|%s' \"$VALUE\" \"$ODD_NAME_X\" \"$EMPTY\""))
        .isEqualTo(nasty + "|1|");
  }

  private static String shell(String script) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void loginKeepsTheTokenForItsOwnerAlone() throws IOException {
    CommandLine home = new CommandLine(java.util.Map.of("VAULT_ADDR", server.address(), "HOME", folder.toString()));
    assertThat(home.run("token", "lookup").err()).contains("No token was sent");
    assertThat(home.run("login", "wrong").code()).isEqualTo(2);
    assertThat(done(home.piped("root\n", "login", "-")).out()).startsWith("Success! You are now authenticated.");
    Path file = folder.resolve(".vault-token");
    assertThat(Files.getPosixFilePermissions(file)).hasToString("[OWNER_READ, OWNER_WRITE]");
    assertThat(done(home.run("kv", "get", "-field=user", "secret/table/a")).out()).isEqualTo("joe");
  }
}
