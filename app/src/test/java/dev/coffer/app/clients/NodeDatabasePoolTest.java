package dev.coffer.app.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.DevServer;
import dev.coffer.app.GuideDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's Node program, whose pool renews its lease and takes new credentials when that fails. */
@Tag("clients")
class NodeDatabasePoolTest {
  private static final Path CLIENT = Path.of("..", "clients", "node-database", "run").toAbsolutePath().normalize();

  private static final String SETUP =
      """
      set -e
      put() { curl -sSf -X POST -H "X-Vault-Token: root" -d "$2" "$VAULT_ADDR/v1/$1"; }
      put sys/mounts/database '{"type": "database"}'
      put database/config/postgresql '{"plugin_name": "postgresql-database-plugin", "allowed_roles": "readonly", "username": "vault",
        "password": "vaultpass", "connection_url": "postgresql://{{username}}:{{password}}@localhost:'$DB_PORT'/mydb"}'
      put database/roles/readonly '{"db_name": "postgresql", "default_ttl": "10s", "max_ttl": "1h", "creation_statements":
        "CREATE ROLE \\"{{name}}\\" WITH LOGIN PASSWORD '"'{{password}}'"'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO \\"{{name}}\\";"}'
      """;

  @TempDir private Path scratch;

  @Test
  void thePoolRenewsAndRotates() throws Exception {
    try (DevServer server = DevServer.start();
        GuideDatabase database = GuideDatabase.start()) {
      String setup = run(server, database, "bash", "-c", SETUP);
      assertThat(setup).isEmpty();
      assertThat(run(server, database, CLIENT.toString())).containsAnyOf("node-database: ok", "not run: node-database");
    }
  }

  private String run(DevServer server, GuideDatabase database, String... command)
      throws IOException, InterruptedException {
    Path output = scratch.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("VAULT_ADDR", server.address());
    builder.environment().put("VAULT_TOKEN", "root");
    builder.environment().put("DB_HOST", "127.0.0.1");
    builder.environment().put("DB_NAME", "mydb");
    builder.environment().put("DB_PORT", Integer.toString(database.port()));
    Process process = builder.start();
    assertThat(process.waitFor(8, TimeUnit.MINUTES)).isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
