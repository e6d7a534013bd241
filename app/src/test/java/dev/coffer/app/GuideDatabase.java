package dev.coffer.app;

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

/** The PostgreSQL that the guide has at hand: a database {@code mydb} and a user {@code vault}. */
public final class GuideDatabase implements AutoCloseable {
  private static final String HBA =
      """
      local all all trust
      host postgres postgres 127.0.0.1/32 trust
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private final EmbeddedPostgres server;
  private final Path hba;

  private GuideDatabase(EmbeddedPostgres server, Path hba) {
    this.server = server;
    this.hba = hba;
  }

  public static GuideDatabase start() {
    try {
      Path hba = Files.createTempFile("coffer-hba", ".conf");
      Files.writeString(hba, HBA);
      EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("hba_file", hba.toString()).start();
      GuideDatabase database = new GuideDatabase(server, hba);
      database.run("postgres", "postgres", "", "CREATE ROLE vault LOGIN SUPERUSER PASSWORD 'vaultpass'");
      database.run("postgres", "postgres", "", "CREATE DATABASE mydb OWNER vault");
      database.run("mydb", "vault", "vaultpass", "CREATE TABLE orders (id int)");
      database.run("mydb", "vault", "vaultpass", "INSERT INTO orders VALUES (7)");
      return database;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public int port() {
    return server.getPort();
  }

  private void run(String database, String user, String password, String sql) {
    try (Connection connection = login(database, user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  private Connection login(String database, String user, String password) throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/" + database, user, password);
  }

  /** What somebody reads of the orders, or why not. */
  public String orders(String user, String password) {
    try (Connection connection = login("mydb", user, password);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM orders")) {
      return rows.next() ? rows.getString(1) : "none";
    } catch (SQLException refused) {
      return "SQLSTATE " + refused.getSQLState();
    }
  }

  /** How many generated users there are. */
  public int users() {
    try (Connection connection = login("mydb", "vault", "vaultpass");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'v-%'")) {
      return rows.next() ? rows.getInt(1) : -1;
    } catch (SQLException failed) {
      throw new AssertionError(failed);
    }
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
