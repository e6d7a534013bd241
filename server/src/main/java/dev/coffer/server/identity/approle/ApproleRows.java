package dev.coffer.server.identity.approle;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.identity.token.TokenParametersCodec;
import java.time.Duration;
import java.time.Instant;

/**
 * The rows of this method: CBOR arrays (docs/format.md §4), since each login reads three. Later
 * releases append items; readers skip what they do not know.
 */
final class ApproleRows {
  private ApproleRows() {}

  static byte[] role(ApproleRole role) {
    return CborWriter.array(
        out -> {
          out.text(role.name())
              .text(role.id())
              .text(role.roleId())
              .flag(role.bindSecretId())
              .each(role.secretIdBoundCidrs(), out::text)
              .number(role.secretIdNumUses())
              .number(role.secretIdTtl().toSeconds())
              .flag(role.localSecretIds());
          TokenParametersCodec.write(out, role.tokens());
        });
  }

  static ApproleRole role(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new ApproleRole(
                in.text(),
                in.text(),
                in.text(),
                in.flag(),
                in.each(CborReader::text),
                in.integer(),
                Duration.ofSeconds(in.number()),
                in.flag(),
                TokenParametersCodec.read(in)));
  }

  static byte[] name(String role) {
    return CborWriter.array(out -> out.text(role));
  }

  static String name(byte[] row) {
    return CborReader.array(row, CborReader::text);
  }

  static byte[] used(Instant at) {
    return CborWriter.array(out -> out.time(at));
  }

  static Instant used(byte[] row) {
    return CborReader.array(row, CborReader::time);
  }

  static byte[] secretId(SecretId secretId) {
    return CborWriter.array(
        out ->
            out.text(secretId.accessor())
                .time(secretId.created())
                .time(secretId.updated())
                .time(secretId.expires())
                .number(secretId.ttl().toSeconds())
                .number(secretId.usesLeft())
                .texts(secretId.metadata())
                .each(secretId.cidrs(), out::text)
                .each(secretId.tokenBoundCidrs(), out::text));
  }

  static SecretId secretId(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new SecretId(
                in.text(),
                in.time(),
                in.time(),
                in.maybe(CborReader::time),
                Duration.ofSeconds(in.number()),
                in.integer(),
                in.texts(),
                in.each(CborReader::text),
                in.each(CborReader::text)));
  }
}
