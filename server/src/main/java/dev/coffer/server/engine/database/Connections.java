package dev.coffer.server.engine.database;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Changes;
import dev.coffer.server.barrier.Reading;
import dev.coffer.server.engine.database.DatabaseCore.Found;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import dev.coffer.server.storage.Conflict;
import dev.coffer.server.storage.Expectation;
import dev.coffer.server.storage.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The configured connections of a mount, and the password of each one's own user. */
public final class Connections {
  private static final String KIND = "config";
  private static final int OPEN_MAX = 100;
  private static final int FIELD_CHARS_MAX = 1 << 16;

  private final DatabaseCore core;
  private final DatabaseNeeds needs;

  Connections(DatabaseCore core, DatabaseNeeds needs) {
    this.core = core;
    this.needs = needs;
  }

  public boolean exists(String name) {
    return core.connection(name).isPresent();
  }

  public Optional<ConnectionConfig> find(Permit permit, String name) {
    permit.requires(needs.read(KIND, name));
    return core.connection(name).map(Found::value);
  }

  public List<String> names(Permit permit) {
    permit.requires(needs.list(KIND));
    return core.names("config/");
  }

  /** A connection before anything was said of it. */
  private static ConnectionConfig fresh(String name) {
    return new ConnectionConfig(
        name, "", "", "", SecretBytes.ofText(""), Optional.empty(), List.of(), List.of(), "", "", true,
        ConnectionConfig.Limits.USUAL, new ConnectionConfig.Tls("", "", SecretBytes.ofText("")), false);
  }

  /**
   * Makes a connection or changes it; with {@code verify_connection} only when it works.
   *
   * @param change gives the connection as it shall be
   */
  public void put(Permit permit, String name, UnaryOperator<ConnectionConfig> change) {
    permit.requires(needs.write(KIND, name));
    Key row = core.connectionRow(name);
    Expectation seen;
    Optional<Found<ConnectionConfig>> known;
    try (Reading reading = core.barrier().read()) {
      known = core.connection(reading, name);
      seen = reading.expectation(row);
    }
    if (permit.existed().filter(existed -> existed != known.isPresent()).isPresent()) {
      throw new Conflict(row);
    }
    ConnectionConfig next = checked(change.apply(known.map(Found::value).orElseGet(() -> fresh(name))));
    if (next.verify()) {
      core.database(new Found<>(next, 0)).verify();
    }
    core.barrier()
        .commit(
            new Changes()
                .expectAll(permit.revisions())
                .expect(seen)
                .put(row, DatabaseRows.connection(next)));
  }

  private ConnectionConfig checked(ConnectionConfig config) {
    if (config.url().isEmpty()) {
      throw Refused.malformed("connection_url cannot be empty");
    }
    for (String field : List.of(config.url(), config.tls().ca(), config.tls().certificate())) {
      if (field.length() > FIELD_CHARS_MAX) {
        throw new Refused(new Failure.TooLarge("a field of the connection", FIELD_CHARS_MAX, "characters"));
      }
    }
    ConnectionConfig.Limits limits = config.limits();
    if (limits.open() < 1 || limits.open() > OPEN_MAX) {
      throw Refused.malformed("max_open_connections is from 1 to " + OPEN_MAX);
    }
    if (!limits.lifetime().isZero() && limits.lifetime().compareTo(Duration.ofSeconds(30)) < 0) {
      throw Refused.malformed("max_connection_lifetime is 0 or at least 30 seconds");
    }
    switch (Plugin.of(config.plugin())) {
      case POSTGRESQL -> {
        PostgresUrl.parse(config.url());
        if (config.tls().isUsed()) {
          PemSocketFactory.check(config.tls());
        }
      }
    }
    DatabaseRole.check(config.rotationStatements());
    if (!config.passwordPolicy().isEmpty()) {
      core.newPassword(config.passwordPolicy(), "").close();
    }
    if (!config.usernameTemplate().isEmpty()) {
      UsernameTemplate.parse(config.usernameTemplate())
          .render(new TemplateFunctions(Usernames.fields("token", "role"), Instant.EPOCH, core.shared().random()));
    }
    return config;
  }

  /** Removes a connection. Leases made over it cannot be revoked any more, until it is there again. */
  public void delete(Permit permit, String name) {
    permit.requires(needs.delete(KIND, name));
    Key row = core.connectionRow(name);
    core.barrier().commit(new Changes().expectAll(permit.revisions()).delete(row));
    core.shared().pools().reset(row.text());
  }

  /** Closes what is open to the database; the next use connects anew. */
  public void reset(Permit permit, String name) {
    permit.requires(needs.act("reset", name));
    require(name);
    core.shared().pools().reset(core.connectionRow(name).text());
  }

  /**
   * Gives the connection's own user a password that nobody else knows.
   *
   * @throws Refused {@code NotFound}, or what {@link PasswordChange} says
   */
  public void rotateRoot(Permit permit, String name) {
    permit.requires(needs.act("rotate-root", name));
    core.shared().locks().alone(core.connectionRow(name).text(), () -> rotate(permit, name));
  }

  private void rotate(Permit permit, String name) {
    Found<ConnectionConfig> found = require(name);
    if (found.value().username().isEmpty() || !found.value().url().contains("{{password}}")) {
      throw Refused.malformed(
          "unable to rotate root credentials: the connection needs a username, and a connection_url in which"
              + " {{username}} and {{password}} stand");
    }
    ConnectionRow row = new ConnectionRow(core, name, permit.revisions());
    new PasswordChange(
            core.database(found), "root credentials", found.value().username(), found.value().rotationStatements())
        .run(row, () -> core.newPassword(found.value().passwordPolicy(), ""));
  }

  /**
   * The connection with a password that counts: where a rotation did not end, the database is asked
   * which of both it is.
   */
  static Optional<Found<ConnectionConfig>> settled(DatabaseCore core, String name) {
    Optional<Found<ConnectionConfig>> found = core.connection(name);
    if (found.flatMap(config -> config.value().pending()).isEmpty()) {
      return found;
    }
    core.shared()
        .locks()
        .alone(
            core.connectionRow(name).text(),
            () -> {
              ConnectionRow row = new ConnectionRow(core, name, List.of());
              Found<ConnectionConfig> now = found.orElseThrow();
              row.pending()
                  .ifPresent(
                      leftover ->
                          new PasswordChange(
                                  core.database(now), "root credentials", now.value().username(), List.of())
                              .settle(row, leftover));
            });
    return core.connection(name);
  }

  private Found<ConnectionConfig> require(String name) {
    return core.connection(name).orElseThrow(() -> new Refused(new Failure.NotFound("connection")));
  }

  /** The steps of a root rotation as they are kept in the connection's row. */
  private record ConnectionRow(DatabaseCore core, String name, List<Expectation> restsOn) implements PasswordChange.Row {
    @Override
    public SecretBytes current() {
      return value().password();
    }

    @Override
    public Optional<SecretBytes> pending() {
      return value().pending();
    }

    private ConnectionConfig value() {
      return core.connection(name).orElseThrow(() -> new Refused(new Failure.NotFound("connection"))).value();
    }

    @Override
    public void begin(SecretBytes candidate) {
      commit(config -> Optional.of(config.withPending(candidate)), new Changes().expectAll(restsOn));
    }

    @Override
    public void promote(SecretBytes candidate) {
      PasswordChange.untilCommitted(
          () -> commit(config -> holds(config, candidate).map(ConnectionConfig::promoted), new Changes()));
    }

    @Override
    public void reject(SecretBytes candidate) {
      PasswordChange.untilCommitted(
          () -> commit(config -> holds(config, candidate).map(ConnectionConfig::rejected), new Changes()));
    }

    private static Optional<ConnectionConfig> holds(ConnectionConfig config, SecretBytes candidate) {
      return config.pending().filter(candidate::sameAs).map(_ -> config);
    }

    private void commit(
        Function<ConnectionConfig, Optional<ConnectionConfig>> change, Changes changes) {
      Key row = core.connectionRow(name);
      try (Reading reading = core.barrier().read()) {
        core.connection(reading, name)
            .flatMap(found -> change.apply(found.value()))
            .ifPresent(
                next ->
                    core.barrier()
                        .commit(
                            changes
                                .expect(reading.expectation(row))
                                .put(row, DatabaseRows.connection(next))));
      }
    }
  }
}
