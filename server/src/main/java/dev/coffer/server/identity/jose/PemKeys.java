package dev.coffer.server.identity.jose;

import dev.coffer.server.failure.Refused;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Public keys as people paste them: PEM (RFC 7468) of a public key or of a certificate that holds one. */
public final class PemKeys {
  private static final int CHARS_MAX = 16_384;

  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");

  private PemKeys() {}

  /**
   * The keys, each of which can be used.
   *
   * @throws Refused {@code Malformed} when one is none that we can use
   */
  public static KeySet read(List<String> pems) {
    if (pems.size() > KeySet.KEYS_MAX) {
      throw Refused.malformed("at most " + KeySet.KEYS_MAX + " public keys");
    }
    return new KeySet(pems.stream().map(PemKeys::key).map(VerificationKey::of).toList());
  }

  private static PublicKey key(String pem) {
    Matcher parts = pem.length() <= CHARS_MAX ? PEM.matcher(pem) : PEM.matcher("");
    if (!parts.matches()) {
      throw refused();
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(parts.group(2));
      PublicKey key = parts.group(1).equals("CERTIFICATE") ? certified(der) : plain(der);
      if (Stream.of(Algorithm.values()).noneMatch(algorithm -> algorithm.fits(key))) {
        throw refused();
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw refused();
    }
  }

  private static PublicKey certified(byte[] der) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(der))
        .getPublicKey();
  }

  private static PublicKey plain(byte[] der) throws GeneralSecurityException {
    X509EncodedKeySpec spec = new X509EncodedKeySpec(der);
    GeneralSecurityException last = new GeneralSecurityException();
    for (String kind : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(kind).generatePublic(spec);
      } catch (GeneralSecurityException other) {
        last = other;
      }
    }
    throw last;
  }

  private static Refused refused() {
    return Refused.malformed(
        "error parsing public key: want PEM of an RSA (2048 to 8192 bits), P-256, P-384, P-521 or"
            + " Ed25519 public key, or of a certificate with one");
  }
}
