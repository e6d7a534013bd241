package dev.coffer.server.identity.aws;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.identity.token.TokenParametersCodec;

/** The row of a role: a CBOR array (docs/format.md §4). */
final class AwsRows {
  private AwsRows() {}

  static byte[] role(AwsRole role) {
    return CborWriter.array(
        out -> {
          out.text(role.id()).each(role.principals(), out::text).each(role.principalIds(), out::text);
          TokenParametersCodec.write(out, role.tokens());
        });
  }

  static AwsRole role(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new AwsRole(
                in.text(),
                in.each(CborReader::text),
                in.each(CborReader::text),
                TokenParametersCodec.read(in)));
  }
}
