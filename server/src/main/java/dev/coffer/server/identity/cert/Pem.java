package dev.coffer.server.identity.cert;

import dev.coffer.server.failure.Failure;
import dev.coffer.server.failure.Refused;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CRLException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates and revocation lists from text. */
final class Pem {
  private static final int CHARS_MAX = 256 * 1024;
  private static final int CERTIFICATES_MAX = 50;
  private static final String X509 = "X.509";

  private Pem() {}

  /**
   * All certificates in a text.
   *
   * @throws Refused {@code Malformed} when one cannot be read, {@code TooLarge}
   */
  static List<X509Certificate> certificates(String pem) {
    if (pem.length() > CHARS_MAX) {
      throw new Refused(new Failure.TooLarge("certificate", CHARS_MAX, "characters"));
    }
    try {
      List<X509Certificate> certificates = new ArrayList<>();
      for (Certificate certificate :
          CertificateFactory.getInstance(X509)
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
        certificates.add((X509Certificate) certificate);
      }
      if (certificates.size() > CERTIFICATES_MAX) {
        throw new Refused(new Failure.TooLarge("certificate", CERTIFICATES_MAX, "certificates"));
      }
      return List.copyOf(certificates);
    } catch (CertificateException _) {
      throw Refused.malformed("failed to parse certificate");
    }
  }

  /** A revocation list in PEM or DER. */
  static X509CRL crl(byte[] bytes) {
    try {
      return (X509CRL) CertificateFactory.getInstance(X509).generateCRL(new ByteArrayInputStream(bytes));
    } catch (CertificateException | CRLException _) {
      throw Refused.malformed("failed to parse CRL");
    }
  }
}
