package dev.coffer.server.engine.database;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.time.Duration;
import java.util.List;

/**
 * What users of a role are like (Vault API, "Create role").
 *
 * @param connection the name of a {@link ConnectionConfig}
 * @param passwordPolicy {@code ""} for the connection's
 * @param ttl of credentials, zero for the mount's
 * @param maxTtl from the issue, zero for the mount's
 * @param caps how many may live at the same time
 */
public record DatabaseRole(
    String name,
    String connection,
    Statements statements,
    String passwordPolicy,
    Duration ttl,
    Duration maxTtl,
    Caps caps) {
  private static final int STATEMENTS_MAX = 100;
  private static final int STATEMENT_CHARS_MAX = 1 << 16;

  /** What is said to the database, in its own language; empty lists stand for what is usual there. */
  public record Statements(
      List<String> creation, List<String> revocation, List<String> rollback, List<String> renewal) {
    public static final Statements NONE = new Statements(List.of(), List.of(), List.of(), List.of());

    public Statements {
      creation = List.copyOf(creation);
      revocation = List.copyOf(revocation);
      rollback = List.copyOf(rollback);
      renewal = List.copyOf(renewal);
    }
  }

  /**
   * Limits on live leases; 0 for none.
   *
   * @param role of the role
   * @param holder of one entity, or of one token that has none, in the role
   */
  public record Caps(int role, int holder) {
    public static final Caps NONE = new Caps(0, 0);

    boolean any() {
      return role > 0 || holder > 0;
    }
  }

  DatabaseRole checked() {
    if (connection.isEmpty()) {
      throw Refused.malformed("database name is required");
    }
    if (statements.creation().isEmpty()) {
      throw Refused.malformed("creation_statements are required");
    }
    for (List<String> some :
        List.of(statements.creation(), statements.revocation(), statements.rollback(), statements.renewal())) {
      check(some);
    }
    if (!maxTtl.isZero() && ttl.compareTo(maxTtl) > 0) {
      throw Refused.malformed("default_ttl cannot be greater than max_ttl");
    }
    return this;
  }

  static void check(List<String> statements) {
    if (statements.size() > STATEMENTS_MAX) {
      throw new Refused(new Failure.TooLarge("a list of statements", STATEMENTS_MAX, "statements"));
    }
    if (statements.stream().anyMatch(text -> text.length() > STATEMENT_CHARS_MAX)) {
      throw new Refused(new Failure.TooLarge("a statement", STATEMENT_CHARS_MAX, "characters"));
    }
  }
}
