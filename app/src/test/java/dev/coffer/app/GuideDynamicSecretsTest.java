package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.CommandLine.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * "Dynamic Secrets" of the full guide, word for word in a real shell with this program as {@code vault},
 * against a real PostgreSQL. Only the port is another.
 */
class GuideDynamicSecretsTest {
  private static final Pattern FIELD = Pattern.compile("(?m)^(lease_id|lease_duration|username|password)\\s+(\\S+)$");

  private static DevServer server;
  private static GuideDatabase database;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = DevServer.start();
    database = GuideDatabase.start();
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  void theGuidesCommandsGiveCredentialsThatWorkUntilTheirLeaseIsRevoked() throws Exception {
    String told = shell(guide().replace("localhost:5432", "localhost:" + database.port()));
    assertThat(field(told, "lease_duration")).isEqualTo("1h");
    String user = field(told, "username");
    String password = field(told, "password");
    assertThat(database.orders(user, password)).isEqualTo("7");
    CommandLine coffer = CommandLine.at(server.address(), "root");
    assertThat(coffer.run("lease", "renew", "-increment=2h", field(told, "lease_id")).out()).contains("2h");
    Ran drift = coffer.run("database", "reconcile", "-dry-run", "postgresql");
    assertThat(drift.code()).as(drift.err()).isZero();
    assertThat(drift.out()).containsPattern("(?m)^users +1$").containsPattern("(?m)^orphans +\\[]$");
    assertThat(coffer.run("lease", "revoke", "-sync", field(told, "lease_id")).code()).isZero();
    assertThat(database.orders(user, password)).isEqualTo("SQLSTATE 28P01");
    assertThat(database.users()).isZero();
    assertThat(coffer.run("database", "reconcile", "postgresql").out()).containsPattern("(?m)^removed +\\[]$");
  }

  private static String guide() throws IOException {
    try (InputStream text = GuideDynamicSecretsTest.class.getResourceAsStream("/guide/dynamic-secrets.sh")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String field(String told, String name) {
    Matcher field = FIELD.matcher(told);
    while (field.find()) {
      if (field.group(1).equals(name)) {
        return field.group(2);
      }
    }
    throw new AssertionError("no " + name + " in: " + told);
  }

  private String shell(String commands) throws IOException, InterruptedException {
    Path vault = folder.resolve("vault");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Files.writeString(vault, "#!/bin/sh\nexec '%s' -Xshare:auto -XX:TieredStopAtLevel=1 -cp '%s' dev.coffer.app.Main \"$@\"\n".formatted(java, classes));
    Files.setPosixFilePermissions(vault, PosixFilePermissions.fromString("rwx------"));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-c", commands).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
    builder.environment().put("VAULT_ADDR", server.address());
    builder.environment().put("VAULT_TOKEN", "root");
    int code = builder.start().waitFor();
    String told = Files.readString(output);
    assertThat(code).as(told).isZero();
    return told;
  }
}
