package dev.coffer.server.engine.database;

import java.util.List;
import java.util.Set;

/**
 * What Coffer does in a database, over one configured connection. Statements are the role's, in the
 * database's own language; empty lists stand for what is usual there. Every method may be called
 * again for the same user.
 *
 * <p>Failures are {@code Refused}: {@code Unavailable} when nothing answered, {@code WrongState} when
 * the database refused; they name role and connection, and never a password or a statement.
 */
interface Database {

  /** Logs in as the connection's own user, outside the pool. */
  void verify();

  /**
   * Whether somebody can log in with that password.
   *
   * @return false when the database refuses exactly that
   */
  boolean accepts(String username, String password);

  /** Makes a user, wholly or not at all where the database can, and marks them as of Coffer's making. */
  void create(String role, NewUser user, List<String> statements);

  /** Lets a user live longer. */
  void renew(String role, NewUser user, List<String> statements);

  /** Removes a user: sessions end, what they own goes to the connection's user. Nobody there is fine. */
  void remove(String role, String username, List<String> statements);

  /** Sets a password. */
  void setPassword(String what, String username, String password, List<String> statements);

  /** The users that bear the mark of this mount and connection. */
  Set<String> own();

  /** The username template where none is configured. */
  String usernameTemplate();

  /** The longest name of a user, in characters. */
  int nameCharsMax();
}
