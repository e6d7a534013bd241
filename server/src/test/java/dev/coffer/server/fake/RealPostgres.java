package dev.coffer.server.fake;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A real PostgreSQL of its own, out of a Maven artifact, with a database {@code mydb} and a user {@code
 * vault} who may make roles and is no superuser. Passwords are checked with SCRAM. PostgreSQL refuses to
 * run as root; there the library starts it in a user namespace.
 */
public final class RealPostgres implements AutoCloseable {
  private static final String HBA =
      """
      local all all trust
      host postgres postgres 127.0.0.1/32 trust
      host mydb postgres 127.0.0.1/32 trust
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private final EmbeddedPostgres server;
  private final Path hba;

  private RealPostgres(EmbeddedPostgres server, Path hba) {
    this.server = server;
    this.hba = hba;
  }

  public static RealPostgres start() {
    try {
      Path hba = Files.createTempFile("coffer-hba", ".conf");
      Files.writeString(hba, HBA);
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("hba_file", hba.toString())
              .setServerConfig("fsync", "off")
              .start();
      RealPostgres postgres = new RealPostgres(server, hba);
      postgres.runIn("postgres", "CREATE DATABASE mydb");
      postgres.run("CREATE ROLE vault LOGIN CREATEROLE PASSWORD 'vaultpass'");
      postgres.run("CREATE TABLE orders (id int)");
      postgres.run("INSERT INTO orders VALUES (7)");
      postgres.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO vault WITH GRANT OPTION");
      postgres.run("GRANT CREATE ON SCHEMA public TO vault WITH GRANT OPTION");
      return postgres;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** A statement of the superuser in {@code mydb}. */
  public void run(String statement) {
    runIn("mydb", statement);
  }

  private void runIn(String database, String sql) {
    try (Connection connection = DriverManager.getConnection(url(database), "postgres", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  /** The first column of what the superuser asks. */
  public List<String> ask(String query) {
    try (Connection connection = DriverManager.getConnection(url("mydb"), "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException failed) {
      throw new AssertionError(query, failed);
    }
  }

  /** The users whose names are like generated ones. */
  public List<String> generated() {
    return ask("SELECT rolname FROM pg_roles WHERE rolname LIKE 'v-%' ORDER BY 1");
  }

  public Connection login(String user, String password) throws SQLException {
    return DriverManager.getConnection(url("mydb"), user, password);
  }

  public boolean accepts(String user, String password) {
    try (Connection connection = login(user, password)) {
      return connection.isValid(5);
    } catch (SQLException _) {
      return false;
    }
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(hba);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
