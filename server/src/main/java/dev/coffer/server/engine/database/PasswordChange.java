package dev.coffer.server.engine.database;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.storage.Conflict;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A new password for a user of a database: kept as pending, set, tried by a login, then promoted. Wherever it
 * stops, one of the two passwords that are kept is the database's. A candidate that the database refused is
 * never used again.
 */
final class PasswordChange {
  private static final int RACES_MAX = 100;

  private final Database database;
  private final String what;
  private final String username;
  private final List<String> statements;

  /** Where the passwords are kept; each step is durable on return. */
  interface Row {
    SecretBytes current();

    Optional<SecretBytes> pending();

    void begin(SecretBytes candidate);

    /** The candidate counts now; nothing when it is not the pending one any more. */
    void promote(SecretBytes candidate);

    void reject(SecretBytes candidate);
  }

  /**
   * @param what for messages: {@code static role "app"}
   */
  PasswordChange(Database database, String what, String username, List<String> statements) {
    this.database = database;
    this.what = what;
    this.username = username;
    this.statements = statements;
  }

  /**
   * Changes it. One at a time for a row.
   *
   * @throws Refused when the password is as it was, or, with {@code Unavailable}, when nobody can tell:
   *     then the next run looks first which of both it is
   */
  void run(Row row, Supplier<SecretBytes> fresh) {
    row.pending().ifPresent(leftover -> settle(row, leftover));
    SecretBytes candidate = fresh.get();
    row.begin(candidate);
    try {
      database.setPassword(what, username, ConnectionConfig.text(candidate), statements);
    } catch (Refused refused) {
      if (!(refused.failure() instanceof Failure.Unavailable)) {
        row.reject(candidate);
      }
      throw refused;
    }
    if (!database.accepts(username, ConnectionConfig.text(candidate))) {
      takeBack(row, candidate);
      throw new Refused(
          new Failure.WrongState(what + ": the database took a new password and then refused it; it is not used"));
    }
    row.promote(candidate);
  }

  /** What a crash or a lost answer left: the database itself says whether it is its password. */
  void settle(Row row, SecretBytes leftover) {
    if (database.accepts(username, ConnectionConfig.text(leftover))) {
      row.promote(leftover);
    } else {
      row.reject(leftover);
    }
  }

  private void takeBack(Row row, SecretBytes candidate) {
    SecretBytes old = row.current();
    if (old.size() > 0) {
      database.setPassword(what, username, ConnectionConfig.text(old), statements);
    }
    row.reject(candidate);
  }

  /** For steps after which there is no way back: others may write the row at the same time. */
  static void untilCommitted(Runnable step) {
    for (int races = 0; ; races++) {
      try {
        step.run();
        return;
      } catch (Conflict lost) {
        if (races == RACES_MAX) {
          throw lost;
        }
      }
    }
  }
}
