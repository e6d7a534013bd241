package dev.coffer.server;

import dev.coffer.kit.json.Json;
import dev.coffer.kit.json.JsonWriter;
import dev.coffer.server.fake.RealPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A whole server with a database mount over a real PostgreSQL, as the guide configures it. */
final class DatabaseVault implements AutoCloseable {
  static final String CREATION =
      """
      CREATE ROLE "{{name}}" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'; \
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{{name}}";""";

  final AssembledVault vault = new AssembledVault();
  private final RealPostgres postgres;

  DatabaseVault(RealPostgres postgres) {
    this.postgres = postgres;
    vault.clock.set(Instant.now().truncatedTo(ChronoUnit.SECONDS)); // The database has no other clock.
    vault.post("sys/mounts/database", "{\"type\": \"database\"}");
    AssembledVault.Told told = configure("");
    if (told.status() != 204) {
      throw new AssertionError(told.text());
    }
  }

  /** A user of a database, as it was answered. */
  record Made(String lease, String user, String password, long seconds) {}

  /** Configures the connection, with more fields as in {@code ", 'max_open_connections': 1"}. */
  AssembledVault.Told configure(String more) {
    return post(
        "config/postgresql",
        "{'plugin_name': 'postgresql-database-plugin', 'allowed_roles': 'readonly,other*', 'username': 'vault',"
            + " 'password': 'vaultpass', 'connection_url': 'postgresql://{{username}}:{{password}}@localhost:"
            + postgres.port() + "/mydb'" + more + "}");
  }

  AssembledVault.Told role(String name, String creation, Json.Object more) {
    Json.Object role =
        Json.object()
            .put("db_name", "postgresql")
            .put("creation_statements", creation)
            .put("default_ttl", "1h")
            .put("max_ttl", "24h")
            .putAll(more)
            .build();
    return vault.post("database/roles/" + name, new String(JsonWriter.bytes(role), StandardCharsets.UTF_8));
  }

  AssembledVault.Told role() {
    return role("readonly", CREATION, Json.Object.empty());
  }

  AssembledVault.Told post(String path, String json) {
    return vault.post("database/" + path, json.replace('\'', '"'));
  }

  Made make(String token, String role) {
    AssembledVault.Told told = vault.as(token, "GET", "database/creds/" + role, "");
    if (told.status() != 200) {
      throw new AssertionError(told.text());
    }
    return new Made(
        told.body().text("lease_id").orElseThrow(),
        told.data().text("username").orElseThrow(),
        told.data().text("password").orElseThrow(),
        told.body().integer("lease_duration").orElseThrow());
  }

  Made make() {
    return make(AssembledVault.ROOT, "readonly");
  }

  /** The one error of a refusal. */
  static String error(AssembledVault.Told told) {
    return ((Json.Text) told.body().array("errors").orElseThrow().items().getFirst()).value();
  }

  /** Time goes on, and what happens without a request happens. */
  void pass(Duration time) {
    vault.clock.advance(time);
    sweep();
  }

  void sweep() {
    vault.server.runBackground(vault.clock.instant());
  }

  @Override
  public void close() {
    vault.close();
  }
}
