package dev.coffer.server.identity.cert;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.identity.token.TokenParametersCodec;
import java.util.List;

/** The row of a role: a CBOR array (docs/format.md §4). */
final class CertRows {
  private CertRows() {}

  static byte[] role(CertRole role) {
    return CborWriter.array(
        out -> {
          CertConstraints constraints = role.constraints();
          out.text(role.certificate())
              .inner(
                  lists -> {
                    lists.each(constraints.names(), lists::text);
                    lists.each(constraints.commonNames(), lists::text);
                    lists.each(constraints.dnsNames(), lists::text);
                    lists.each(constraints.emails(), lists::text);
                    lists.each(constraints.uris(), lists::text);
                    lists.each(constraints.organizationalUnits(), lists::text);
                    lists.each(constraints.extensions(), lists::text);
                  })
              .inner(
                  ocsp ->
                      ocsp.flag(role.ocsp().enabled())
                          .each(role.ocsp().servers(), ocsp::text)
                          .flag(role.ocsp().failOpen()))
              .each(role.metadataExtensions(), out::text)
              .text(role.displayName());
          TokenParametersCodec.write(out, role.tokens());
        });
  }

  static CertRole role(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new CertRole(
                in.text(),
                in.inner(CertRows::constraints),
                in.inner(CertRows::ocsp),
                texts(in),
                in.text(),
                TokenParametersCodec.read(in)));
  }

  private static CertConstraints constraints(CborReader in) {
    return new CertConstraints(
        texts(in), texts(in), texts(in), texts(in), texts(in), texts(in), texts(in));
  }

  private static CertRole.Ocsp ocsp(CborReader in) {
    return new CertRole.Ocsp(in.flag(), texts(in), in.flag());
  }

  private static List<String> texts(CborReader in) {
    return in.each(CborReader::text);
  }
}
