package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;

/**
 * What the database said, without its own words: those quote the statement, and with it perhaps the
 * password. The code (SQLSTATE, ISO 9075) is enough to find the words in the database's own log.
 */
final class SqlTrouble {
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("42601", "syntax error"),
          Map.entry("42501", "insufficient privilege"),
          Map.entry("42P01", "undefined table"),
          Map.entry("42704", "undefined object"),
          Map.entry("42710", "duplicate object"),
          Map.entry("3F000", "no such schema"),
          Map.entry("3D000", "no such database"),
          Map.entry("2BP01", "other objects depend on it"),
          Map.entry("55P03", "lock not available"),
          Map.entry("57014", "it took too long"),
          Map.entry("53300", "too many connections"));

  private SqlTrouble() {}

  /**
   * The failure for a caller.
   *
   * @param what was tried: {@code creation statements of role "readonly"}
   */
  static Refused refused(String connection, String what, SQLException trouble) {
    SQLException root = root(trouble);
    if (isLogin(root)) {
      return new Refused(
          new Failure.WrongState(
              "connection \"%s\": %s: the database refused the user name or password".formatted(connection, what)));
    }
    if (isUnreachable(root)) {
      return new Refused(
          new Failure.Unavailable("the database of connection \"%s\" (%s)".formatted(connection, what)));
    }
    String state = String.valueOf(root.getSQLState());
    String words = KNOWN.containsKey(state) ? ", " + KNOWN.get(state) : "";
    return new Refused(
        new Failure.WrongState(
            "connection \"%s\": %s: the database refused (SQLSTATE %s%s)".formatted(connection, what, state, words)));
  }

  /** SQLSTATE class 28: invalid authorization. */
  static boolean isLogin(SQLException trouble) {
    return stateOf(root(trouble)).startsWith("28");
  }

  /**
   * Whether the same again may succeed: two transactions met (class 40), or what PostgreSQL says of two that
   * write the same row of its catalogue.
   */
  static boolean isRace(SQLException trouble) {
    String state = stateOf(root(trouble));
    return state.startsWith("40") || state.equals("XX000");
  }

  private static boolean isUnreachable(SQLException root) {
    String state = stateOf(root);
    return state.isEmpty()
        || state.startsWith("08")
        || state.startsWith("57P")
        || root instanceof SQLTransientConnectionException;
  }

  private static String stateOf(SQLException trouble) {
    String state = trouble.getSQLState();
    return state == null ? "" : state;
  }

  /** A pool that could make no connection says so in words of its own, with the reason inside. */
  private static SQLException root(SQLException trouble) {
    SQLException root = trouble;
    while (root instanceof SQLTransientConnectionException && root.getCause() instanceof SQLException cause) {
      root = cause;
    }
    return root;
  }
}
