package dev.coffer.bench;

import dev.coffer.app.GuideDatabase;
import dev.coffer.bench.Loader.Request;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/**
 * Dynamic PostgreSQL credentials against a bare loop that sends the same statements over JDBC, one
 * transaction each, over as many connections. One real PostgreSQL serves both, one after the other.
 */
final class DatabaseRun {
  private static final int CLIENTS = 16;

  /**
   * The right to read comes with a group: a table's own list of rights can hold some thousand users, and
   * two who grant on one table at once fail for one of them.
   */
  private static final String GROUP =
      "CREATE ROLE readers; GRANT SELECT ON ALL TABLES IN SCHEMA public TO readers";

  private static final String ROLE =
      "{\"db_name\": \"postgresql\", \"default_ttl\": \"1h\", \"creation_statements\":"
          + " \"CREATE ROLE \\\"{{name}}\\\" WITH LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}';"
          + " GRANT readers TO \\\"{{name}}\\\"\"}";

  private DatabaseRun() {}

  /** What one client does again and again until its time is over. */
  private interface Client extends AutoCloseable {
    void once(int number) throws Exception;

    @Override
    void close() throws IOException, SQLException;
  }

  private interface Clients {
    Client make(int client) throws Exception;
  }

  /** How many times longer a credential takes than its statements alone. */
  static double timesLonger(Settings settings, Certificates certificates) throws Exception {
    CofferServer coffer = CofferServer.prepare(settings, "database", certificates);
    try (GuideDatabase database = GuideDatabase.start();
        Watched _ = coffer.start()) {
      try (Connection admin = connect(database.port());
          Statement statement = admin.createStatement()) {
        statement.execute(GROUP);
      }
      coffer.send("POST", "/v1/sys/mounts/database", "{\"type\": \"database\"}");
      coffer.send(
          "POST",
          "/v1/database/config/postgresql",
          ("{\"plugin_name\": \"postgresql-database-plugin\", \"allowed_roles\": \"*\", \"username\": \"vault\","
                  + " \"password\": \"vaultpass\", \"max_open_connections\": %d,"
                  + " \"connection_url\": \"postgresql://{{username}}:{{password}}@localhost:%d/mydb\"}")
              .formatted(CLIENTS, database.port()));
      coffer.send("POST", "/v1/database/roles/bench", ROLE);
      Request credentials = new Request("GET", "/v1/database/creds/bench", "");
      Clients throughCoffer = _ -> new ThroughCoffer(new Loader.Connection(coffer.port(), coffer.rootToken()), credentials);
      Clients bare = client -> Bare.at(database.port(), client);
      perSecond(throughCoffer, settings.secondsWarm());
      perSecond(bare, settings.secondsWarm() / 4);
      double floor = perSecond(bare, settings.secondsMeasured());
      return floor / perSecond(throughCoffer, settings.secondsMeasured());
    }
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/mydb", "vault", "vaultpass");
  }

  private static double perSecond(Clients clients, int seconds) throws Exception {
    LongAdder done = new LongAdder();
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    List<Future<?>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(CLIENTS)) {
      for (int number = 0; number < CLIENTS; number++) {
        int own = number;
        running.add(
            executor.submit(
                () -> {
                  try (Client client = clients.make(own)) {
                    for (int count = 0; System.nanoTime() < end; count++) {
                      client.once(count);
                      done.increment();
                    }
                  }
                  return own;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return done.sum() * 1e9 / (System.nanoTime() - start);
  }

  private record ThroughCoffer(Loader.Connection connection, Request credentials) implements Client {
    @Override
    public void once(int number) throws Exception {
      connection.send(credentials).expect(200);
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  private record Bare(Connection connection, String prefix) implements Client {
    static Bare at(int port, int client) throws SQLException {
      Connection connection = connect(port);
      connection.setAutoCommit(false);
      return new Bare(connection, "bare-" + Long.toHexString(System.nanoTime()) + "-" + client + "-");
    }

    @Override
    public void once(int number) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            ("CREATE ROLE \"%1$s\" WITH LOGIN PASSWORD 'kq3V-0aTz8Rw5YbN1cDe' VALID UNTIL '2030-01-01 00:00:00+0000';"
                    + " GRANT readers TO \"%1$s\"")
                .formatted(prefix + number));
        connection.commit();
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
