package dev.coffer.server.engine.database;

import dev.coffer.kit.SecretBytes;
import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import java.time.Duration;
import java.util.Optional;

/** The rows of this engine: CBOR arrays (docs/format.md §4). */
final class DatabaseRows {
  private DatabaseRows() {}

  /** A row that only stands there: an empty array. */
  static byte[] mark() {
    return CborWriter.array(_ -> {});
  }

  static byte[] connection(ConnectionConfig config) {
    return CborWriter.array(
        out -> {
          out.text(config.name()).text(config.plugin()).text(config.url()).text(config.username());
          secret(out, config.password());
          pending(out, config.pending());
          out.each(config.allowedRoles(), out::text)
              .each(config.rotationStatements(), out::text)
              .text(config.passwordPolicy())
              .text(config.usernameTemplate())
              .flag(config.verify())
              .inner(
                  limits ->
                      limits
                          .number(config.limits().open())
                          .number(config.limits().idle())
                          .number(config.limits().lifetime().toSeconds())
                          .number(config.limits().revocationsPerSecond()))
              .inner(
                  tls ->
                      secret(
                          tls.text(config.tls().ca()).text(config.tls().certificate()), config.tls().key()))
              .flag(config.scram());
        });
  }

  static ConnectionConfig connection(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new ConnectionConfig(
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                secret(in),
                in.maybe(DatabaseRows::secret),
                in.each(CborReader::text),
                in.each(CborReader::text),
                in.text(),
                in.text(),
                in.flag(),
                in.inner(
                    limits ->
                        new ConnectionConfig.Limits(
                            limits.integer(), limits.integer(), seconds(limits), limits.integer())),
                in.inner(tls -> new ConnectionConfig.Tls(tls.text(), tls.text(), secret(tls))),
                in.flag()));
  }

  static byte[] role(DatabaseRole role) {
    DatabaseRole.Statements statements = role.statements();
    return CborWriter.array(
        out ->
            out.text(role.name())
                .text(role.connection())
                .inner(
                    lists ->
                        lists
                            .each(statements.creation(), lists::text)
                            .each(statements.revocation(), lists::text)
                            .each(statements.rollback(), lists::text)
                            .each(statements.renewal(), lists::text))
                .text(role.passwordPolicy())
                .number(role.ttl().toSeconds())
                .number(role.maxTtl().toSeconds())
                .inner(caps -> caps.number(role.caps().role()).number(role.caps().holder())));
  }

  static DatabaseRole role(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new DatabaseRole(
                in.text(),
                in.text(),
                in.inner(
                    lists ->
                        new DatabaseRole.Statements(
                            lists.each(CborReader::text),
                            lists.each(CborReader::text),
                            lists.each(CborReader::text),
                            lists.each(CborReader::text))),
                in.text(),
                seconds(in),
                seconds(in),
                in.inner(caps -> new DatabaseRole.Caps(caps.integer(), caps.integer()))));
  }

  static byte[] staticRole(StaticRole role) {
    return CborWriter.array(
        out -> {
          out.text(role.name())
              .text(role.connection())
              .text(role.username())
              .each(role.statements(), out::text)
              .number(role.period().toSeconds())
              .text(role.schedule())
              .text(role.passwordPolicy());
          secret(out, role.password());
          pending(out, role.pending());
          out.time(role.rotated()).time(role.due());
        });
  }

  static StaticRole staticRole(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new StaticRole(
                in.text(),
                in.text(),
                in.text(),
                in.each(CborReader::text),
                seconds(in),
                in.text(),
                in.text(),
                secret(in),
                in.maybe(DatabaseRows::secret),
                in.maybe(CborReader::time),
                in.time()));
  }

  private static void pending(CborWriter out, Optional<SecretBytes> pending) {
    out.maybe(pending, candidate -> secret(out, candidate));
  }

  private static void secret(CborWriter out, SecretBytes secret) {
    secret.read(out::bytes);
  }

  private static SecretBytes secret(CborReader in) {
    return SecretBytes.owning(in.bytes());
  }

  private static Duration seconds(CborReader in) {
    return Duration.ofSeconds(in.number());
  }
}
