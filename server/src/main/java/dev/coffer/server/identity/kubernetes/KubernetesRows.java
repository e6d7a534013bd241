package dev.coffer.server.identity.kubernetes;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.identity.token.TokenParametersCodec;

/** The rows of this method: CBOR arrays (docs/format.md §4). Later releases append items. */
final class KubernetesRows {
  private KubernetesRows() {}

  static byte[] config(ClusterConfig config) {
    return CborWriter.array(
        out ->
            out.text(config.host())
                .text(config.authorities())
                .each(config.publicKeys(), out::text)
                .flag(config.localDisabled())
                .flag(config.offline())
                .text(config.issuer()));
  }

  static ClusterConfig config(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new ClusterConfig(
                in.text(), in.text(), in.each(CborReader::text), in.flag(), in.flag(), in.text()));
  }

  static byte[] role(KubernetesRole role) {
    return CborWriter.array(
        out -> {
          out.each(role.names(), out::text)
              .each(role.namespaces(), out::text)
              .text(role.audience())
              .text(role.aliasName().word());
          TokenParametersCodec.write(out, role.tokens());
        });
  }

  static KubernetesRole role(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new KubernetesRole(
                in.each(CborReader::text),
                in.each(CborReader::text),
                in.text(),
                KubernetesRole.AliasName.ofWord(in.text()),
                TokenParametersCodec.read(in)));
  }
}
