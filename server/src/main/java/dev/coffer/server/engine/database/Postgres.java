package dev.coffer.server.engine.database;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.util.PasswordUtil;

/**
 * PostgreSQL. Everything that makes a user is one transaction, so a statement that fails leaves nothing.
 * Users of Coffer's making bear a comment that says so.
 */
final class Postgres implements Database {
  private static final String TEMPLATE =
      "{{ printf \"v-%s-%s-%s-%s\" (.DisplayName | truncate 8) (.RoleName | truncate 8) (random 20) (unix_time)"
          + " | truncate 63 }}";
  private static final int NAME_CHARS_MAX = 63;
  private static final int RACES_MAX = 20;
  private static final Duration RACE_PAUSE = Duration.ofMillis(5);
  private static final int SCRAM_ITERATIONS = 4_096;
  private static final int SCRAM_SALT_BYTES = 16;

  private static final List<String> RENEWAL = List.of("ALTER ROLE \"{{name}}\" VALID UNTIL '{{expiration}}'");
  private static final List<String> PASSWORD = List.of("ALTER ROLE \"{{name}}\" WITH PASSWORD '{{password}}'");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxx");

  /** Insufficient privilege: the user may not connect to this database. */
  private static final String NO_CONNECT = "42501";

  private static final String EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = ?";
  private static final String END_SESSIONS =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ? AND pid <> pg_backend_pid()";
  private static final String OWN =
      "SELECT r.rolname FROM pg_roles r JOIN pg_shdescription d"
          + " ON d.objoid = r.oid AND d.classoid = 'pg_authid'::regclass WHERE d.description = ?";

  private final ConnectionConfig config;
  private final Supplier<DataSource> source;
  private final Pools pools;
  private final Pools.Place place;
  private final boolean eager;
  private final String mark;
  private final SecureRandom random;

  /** The connection this works over. */
  record Over(ConnectionConfig config, Pools pools, Pools.Place place, boolean eager) {}

  /**
   * @param mark what the comment on its users says; printable, without quotes
   */
  Postgres(Over over, String mark, SecureRandom random) {
    this.config = over.config();
    this.source = () -> PostgresSource.of(config);
    this.pools = over.pools();
    this.place = over.place();
    this.eager = over.eager();
    this.mark = mark;
    this.random = random;
  }

  @Override
  public void verify() {
    try (Connection connection = source.get().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    } catch (SQLException trouble) {
      throw SqlTrouble.refused(config.name(), "verifying it", trouble);
    }
  }

  @Override
  public boolean accepts(String username, String password) {
    try (Connection connection = source.get().getConnection(username, password)) {
      return connection.isValid((int) Pools.WAIT.toSeconds());
    } catch (SQLException trouble) {
      if (SqlTrouble.isLogin(trouble)) {
        return false;
      }
      if (NO_CONNECT.equals(trouble.getSQLState())) {
        return true; // The password was right: only then is the privilege looked at.
      }
      throw SqlTrouble.refused(config.name(), "logging in to verify a password", trouble);
    }
  }

  @Override
  public void create(String role, NewUser user, List<String> statements) {
    List<String> all = new ArrayList<>(Placeholders.fill(statements, values(user)));
    all.add(marking(user.name()));
    run("creation statements of role \"" + role + "\"", all);
  }

  /** In the same round trip; who may make roles may comment on them, and where not nothing is lost. */
  private String marking(String name) {
    return """
        DO $coffer$ BEGIN
          IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '%s') THEN COMMENT ON ROLE "%s" IS '%s'; END IF;
        EXCEPTION WHEN insufficient_privilege THEN NULL; END $coffer$"""
        .formatted(name, name, mark);
  }

  @Override
  public void renew(String role, NewUser user, List<String> statements) {
    run(
        "renew statements of role \"" + role + "\"",
        Placeholders.fill(statements.isEmpty() ? RENEWAL : statements, values(user)));
  }

  @Override
  public void remove(String role, String username, List<String> statements) {
    String what = "revocation statements of role \"" + role + "\"";
    if (!statements.isEmpty()) {
      run(what, Placeholders.fill(statements, names(username)));
      return;
    }
    with(
        what,
        connection -> {
          if (any(connection, EXISTS, username)) {
            remove(connection, username);
          }
        });
  }

  /**
   * First nobody can log in any more, then the sessions end, then everything goes. As a member of the role
   * Coffer may end its sessions and take over what it owns without being a superuser.
   */
  private void remove(Connection connection, String username) throws SQLException {
    String name = quoted(username);
    execute(connection, "ALTER ROLE " + name + " NOLOGIN; GRANT " + name + " TO CURRENT_USER");
    connection.commit();
    any(connection, END_SESSIONS, username);
    execute(
        connection,
        "REASSIGN OWNED BY %s TO CURRENT_USER; DROP OWNED BY %s; DROP ROLE %s".formatted(name, name, name));
    connection.commit();
  }

  @Override
  public void setPassword(String what, String username, String password, List<String> statements) {
    Map<String, String> values =
        Map.of(
            "name", inQuotes(username), "username", inQuotes(username), "password", literal(stored(password)));
    run(what, Placeholders.fill(statements.isEmpty() ? PASSWORD : statements, values));
  }

  @Override
  public Set<String> own() {
    Set<String> names = new LinkedHashSet<>();
    with(
        "listing its users",
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(OWN)) {
            query.setString(1, mark);
            try (ResultSet rows = query.executeQuery()) {
              while (rows.next()) {
                names.add(rows.getString(1));
              }
            }
          }
        });
    return names;
  }

  @Override
  public String usernameTemplate() {
    return TEMPLATE;
  }

  @Override
  public int nameCharsMax() {
    return NAME_CHARS_MAX;
  }

  /** What is done with a connection inside a transaction. */
  private interface Work {
    void on(Connection connection) throws SQLException;
  }

  private void run(String what, List<String> statements) {
    with(what, connection -> execute(connection, String.join("\n;\n", statements)));
  }

  private void with(String what, Work work) {
    for (int races = 1; ; races++) {
      try {
        pools.turns().take(place.key(), eager, () -> once(work));
        return;
      } catch (SQLException trouble) {
        if (!SqlTrouble.isRace(trouble) || races == RACES_MAX) {
          throw SqlTrouble.refused(config.name(), what, trouble);
        }
        pools.turns().contended(place.key());
        LockSupport.parkNanos(RACE_PAUSE.toNanos() * races);
      }
    }
  }

  private void once(Work work) throws SQLException {
    try (Connection connection = pools.connection(place, config.limits(), source, eager)) {
      connection.setAutoCommit(false);
      try {
        work.on(connection);
        connection.commit();
      } catch (SQLException trouble) {
        connection.rollback();
        throw trouble;
      }
    }
  }

  /** Several statements in one round trip; the driver takes them apart, with quotes and comments. */
  private static void execute(Connection connection, String statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(statements);
    }
  }

  private static boolean any(Connection connection, String query, String argument) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, argument);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private Map<String, String> values(NewUser user) {
    return Map.of(
        "name", user.name(),
        "username", user.name(),
        "password", literal(stored(user.password())),
        "expiration", TIME.format(user.expires().atOffset(ZoneOffset.UTC)));
  }

  private static Map<String, String> names(String username) {
    return Map.of("name", inQuotes(username), "username", inQuotes(username));
  }

  /** What the database is told of a password: with SCRAM only the verifier (RFC 7677), never the password. */
  private String stored(String password) {
    if (!config.scram()) {
      return password;
    }
    byte[] salt = new byte[SCRAM_SALT_BYTES];
    random.nextBytes(salt);
    return PasswordUtil.encodeScramSha256(password.toCharArray(), SCRAM_ITERATIONS, salt);
  }

  /** For between single quotes; {@link PostgresSource} has backslashes mean nothing there. */
  private static String literal(String value) {
    return value.replace("'", "''");
  }

  private static String inQuotes(String name) {
    return name.replace("\"", "\"\"");
  }

  private static String quoted(String name) {
    return "\"" + inQuotes(name) + "\"";
  }

  /** A mark as it may stand in a text of SQL. */
  static String mark(String prefix, String connection) {
    return new String(
        ("made by Coffer: " + prefix + "config/" + connection).getBytes(StandardCharsets.US_ASCII),
        StandardCharsets.US_ASCII);
  }
}
