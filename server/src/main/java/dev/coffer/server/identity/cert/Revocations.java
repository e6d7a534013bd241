package dev.coffer.server.identity.cert;

import dev.coffer.kit.cbor.CborReader;
import dev.coffer.kit.cbor.CborWriter;
import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * A list of certificates that were taken back, as an operator gave it (Vault API, "Create CRL").
 *
 * @param issuer whose certificates
 */
public record Revocations(X500Principal issuer, Set<BigInteger> serials) {
  private static final int CHARS_MAX = 4 * 1024 * 1024;

  public Revocations {
    serials = Set.copyOf(serials);
  }

  /**
   * From a CRL (RFC 5280 §5) in PEM.
   *
   * @throws Refused {@code Malformed} or {@code TooLarge}
   */
  public static Revocations of(String crl) {
    if (crl.length() > CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("crl", CHARS_MAX, "characters"));
    }
    X509CRL parsed = Pem.crl(crl.getBytes(StandardCharsets.ISO_8859_1));
    Set<BigInteger> serials = new HashSet<>();
    @Nullable Set<? extends X509CRLEntry> entries = parsed.getRevokedCertificates();
    if (entries != null) {
      entries.forEach(entry -> serials.add(entry.getSerialNumber()));
    }
    return new Revocations(parsed.getIssuerX500Principal(), serials);
  }

  /** By issuer and serial number: a certificate of another authority may have the same number. */
  boolean revoke(X509Certificate certificate) {
    return issuer.equals(certificate.getIssuerX500Principal())
        && serials.contains(certificate.getSerialNumber());
  }

  byte[] encode() {
    return CborWriter.array(
        out -> out.bytes(issuer.getEncoded()).each(serials, serial -> out.bytes(serial.toByteArray())));
  }

  static Revocations decode(byte[] row) {
    return CborReader.array(
        row,
        in ->
            new Revocations(
                new X500Principal(in.bytes()),
                Set.copyOf(in.each(item -> new BigInteger(item.bytes())))));
  }
}
