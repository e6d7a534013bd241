package dev.coffer.server.engine.database;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.lease.LeaseBook;
import dev.coffer.server.password.PasswordPolicies;
import dev.coffer.server.storage.Key;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the parts of the engine share: where its rows are, and how they are read.
 *
 * <pre>
 * config/NAME        a connection
 * role/NAME          a role
 * static/NAME        a static role
 * rotate/TIME/NAME   when a static role's password is changed next
 * cap/NAME           changes with each lease of a role that has caps
 * issued/PATH        leases were issued while the mount was at PATH
 * </pre>
 *
 * @param prefix of its rows: {@code mount/<uuid>/}
 */
record DatabaseCore(Barrier barrier, String prefix, Shared shared) {
  /** The most that a list answers. */
  static final int NAMES_MAX = 10_000;

  private static final Pattern NAME = Pattern.compile("\\w(?:[\\w.-]{0,253}\\w)?");

  /** What all database mounts share. */
  record Shared(
      Pools pools,
      Paces paces,
      Locks locks,
      LeaseBook book,
      PasswordPolicies passwords,
      InstantSource clock,
      SecureRandom random) {}

  /** A row as it was read. */
  record Found<T>(T value, long version) {}

  Key connectionRow(String name) {
    return row("config/", name);
  }

  Key roleRow(String name) {
    return row("role/", name);
  }

  Key staticRow(String name) {
    return row("static/", name);
  }

  Key capRow(String role) {
    return row("cap/", role);
  }

  Key issuedRow(String mountPath) {
    return Key.of(prefix + "issued/" + mountPath);
  }

  /** Every path that this mount has issued leases under; a mount that was moved has several. */
  List<String> issuedBelow() {
    String folder = prefix + "issued/";
    try (Reading reading = barrier.read()) {
      return reading.keys(folder, Optional.empty(), NAMES_MAX).stream()
          .map(key -> key.text().substring(folder.length()))
          .toList();
    }
  }

  private Key row(String folder, String name) {
    if (!NAME.matcher(name).matches()) {
      throw Refused.malformed("a name has up to 255 letters, digits and _, and . or - between them");
    }
    return Key.of(prefix + folder + name);
  }

  List<String> names(String folder) {
    try (Reading reading = barrier.read()) {
      return reading.children(prefix + folder, "", NAMES_MAX);
    }
  }

  Optional<Found<ConnectionConfig>> connection(Reading reading, String name) {
    return find(reading, connectionRow(name), DatabaseRows::connection);
  }

  Optional<Found<ConnectionConfig>> connection(String name) {
    try (Reading reading = barrier.read()) {
      return connection(reading, name);
    }
  }

  Optional<Found<DatabaseRole>> role(Reading reading, String name) {
    return find(reading, roleRow(name), DatabaseRows::role);
  }

  Optional<Found<StaticRole>> staticRole(Reading reading, String name) {
    return find(reading, staticRow(name), DatabaseRows::staticRole);
  }

  private static <T> Optional<Found<T>> find(Reading reading, Key row, Function<byte[], T> decoder) {
    return reading
        .get(row)
        .map(
            opened -> {
              try (SecretBytes value = opened.value()) {
                return new Found<>(value.read(decoder), opened.version());
              }
            });
  }

  /** The database of a connection. */
  Database database(Found<ConnectionConfig> found) {
    return database(found, true);
  }

  /**
   * The same.
   *
   * @param eager whether to ask also when it did not answer a moment ago
   */
  Database database(Found<ConnectionConfig> found, boolean eager) {
    ConnectionConfig config = found.value();
    Pools.Place place = new Pools.Place(connectionRow(config.name()).text(), found.version());
    return switch (Plugin.of(config.plugin())) {
      case POSTGRESQL ->
          new Postgres(
              new Postgres.Over(config, shared.pools(), place, eager),
              Postgres.mark(prefix, config.name()),
              shared.random());
    };
  }

  /** A new password by the first policy that is named, else by the usual one. */
  SecretBytes newPassword(String policy, String otherwise) {
    return SecretBytes.ofText(shared.passwords().generate(policy.isEmpty() ? otherwise : policy));
  }
}
