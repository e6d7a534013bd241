package dev.coffer.server.engine.database;

import dev.coffer.kit.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A user that is there already, whose password Coffer changes on time (Vault API, "Create static
 * role").
 *
 * @param statements set the password, empty for what is usual
 * @param period between rotations, zero where {@code schedule} says when
 * @param schedule five fields of cron in UTC, {@code ""} where {@code period} says when
 * @param password the database's since {@code rotated}, {@code ""} before the first rotation
 * @param pending as of {@link ConnectionConfig}
 * @param due of the next rotation; earlier than the schedule says after one that failed
 */
public record StaticRole(
    String name,
    String connection,
    String username,
    List<String> statements,
    Duration period,
    String schedule,
    String passwordPolicy,
    SecretBytes password,
    Optional<SecretBytes> pending,
    Optional<Instant> rotated,
    Instant due) {
  public StaticRole {
    statements = List.copyOf(statements);
  }

  StaticRole withPending(SecretBytes candidate) {
    return changed(password, Optional.of(candidate), rotated, due);
  }

  StaticRole promoted(Instant at, Instant next) {
    return changed(pending.orElse(password), Optional.empty(), Optional.of(at), next);
  }

  StaticRole rejected(Instant next) {
    return changed(password, Optional.empty(), rotated, next);
  }

  StaticRole dueAt(Instant next) {
    return changed(password, pending, rotated, next);
  }

  private StaticRole changed(
      SecretBytes now, Optional<SecretBytes> candidate, Optional<Instant> since, Instant next) {
    return new StaticRole(
        name, connection, username, statements, period, schedule, passwordPolicy, now, candidate, since, next);
  }
}
