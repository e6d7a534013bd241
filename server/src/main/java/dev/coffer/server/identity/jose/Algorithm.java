package dev.coffer.server.identity.jose;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a token may be signed (RFC 7518 §3.1, RFC 8037): with a key pair, always. {@code none} and HMAC
 * are not in the list, so no token can choose them; which key an algorithm goes with is decided by
 * the key's own kind, never by the token.
 */
public enum Algorithm {
  RS256(Kind.RSA, "SHA256withRSA"),
  RS384(Kind.RSA, "SHA384withRSA"),
  RS512(Kind.RSA, "SHA512withRSA"),
  PS256(Kind.PSS_256, "RSASSA-PSS"),
  PS384(Kind.PSS_384, "RSASSA-PSS"),
  PS512(Kind.PSS_512, "RSASSA-PSS"),
  ES256(Kind.P_256, "SHA256withECDSAinP1363Format"),
  ES384(Kind.P_384, "SHA384withECDSAinP1363Format"),
  ES512(Kind.P_521, "SHA512withECDSAinP1363Format"),
  EdDSA(Kind.ED25519, "Ed25519");

  /** A smaller RSA key proves nothing today (NIST SP 800-131A). Bits. */
  static final int RSA_BITS_MIN = 2_048;

  /** A larger one only costs. Bits. */
  static final int RSA_BITS_MAX = 8_192;

  private final Kind kind;
  private final String jdkName;

  Algorithm(Kind kind, String jdkName) {
    this.kind = kind;
    this.jdkName = jdkName;
  }

  /** What of a key must be right. */
  private enum Kind {
    RSA,
    PSS_256,
    PSS_384,
    PSS_512,
    P_256,
    P_384,
    P_521,
    ED25519
  }

  /** The algorithm of a name, which is written exactly so. */
  public static Optional<Algorithm> of(String name) {
    return Stream.of(values()).filter(algorithm -> algorithm.name().equals(name)).findFirst();
  }

  /** Whether a key is of the kind and size that this goes with. */
  boolean fits(PublicKey key) {
    return switch (kind) {
      case RSA, PSS_256, PSS_384, PSS_512 -> key instanceof RSAPublicKey rsa && isSized(rsa);
      case P_256 -> isOnCurve(key, 256);
      case P_384 -> isOnCurve(key, 384);
      case P_521 -> isOnCurve(key, 521);
      case ED25519 ->
          key instanceof EdECPublicKey ed
              && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
    };
  }

  private static boolean isOnCurve(PublicKey key, int bits) {
    return key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == bits;
  }

  private static boolean isSized(RSAPublicKey key) {
    int bits = key.getModulus().bitLength();
    return bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX;
  }

  /** False also for what is no signature at all. */
  boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
    if (!fits(key)) {
      return false;
    }
    try {
      Signature check = Signature.getInstance(jdkName);
      Optional<AlgorithmParameterSpec> parameters = parameters();
      if (parameters.isPresent()) {
        check.setParameter(parameters.get());
      }
      check.initVerify(key);
      check.update(signed);
      return check.verify(signature);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private Optional<AlgorithmParameterSpec> parameters() {
    return switch (kind) {
      case PSS_256 -> Optional.of(pss("SHA-256", MGF1ParameterSpec.SHA256, 32));
      case PSS_384 -> Optional.of(pss("SHA-384", MGF1ParameterSpec.SHA384, 48));
      case PSS_512 -> Optional.of(pss("SHA-512", MGF1ParameterSpec.SHA512, 64));
      case RSA, P_256, P_384, P_521, ED25519 -> Optional.empty();
    };
  }

  private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int saltBytes) {
    return new PSSParameterSpec(hash, "MGF1", mask, saltBytes, PSSParameterSpec.TRAILER_FIELD_BC);
  }
}
