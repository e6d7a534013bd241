package dev.coffer.server.identity.cert;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;

/**
 * What a mount does with every certificate (Vault API, "Configure TLS certificate method").
 *
 * @param unbound tokens are renewed without the certificate they were given for
 * @param aliasMetadata what is known of a certificate is kept with the alias too
 */
public record CertSettings(boolean unbound, boolean aliasMetadata) {
  public static final CertSettings FRESH = new CertSettings(false, false);

  byte[] encode() {
    return CborWriter.array(out -> out.flag(unbound).flag(aliasMetadata));
  }

  static CertSettings decode(byte[] row) {
    return CborReader.array(row, in -> new CertSettings(in.flag(), in.flag()));
  }
}
