package dev.coffer.server.identity.oidc;

import dev.coffer.kit.json.Json;
import dev.coffer.server.failure.Refused;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;

/** How tokens are signed (RFC 7518 §3.1, RFC 8037): those of Vault's named keys. */
public enum SigningKind {
  RS256("RSA", "", "SHA256withRSA"),
  RS384("RSA", "", "SHA384withRSA"),
  RS512("RSA", "", "SHA512withRSA"),
  ES256("EC", "P-256", "SHA256withECDSAinP1363Format"),
  ES384("EC", "P-384", "SHA384withECDSAinP1363Format"),
  ES512("EC", "P-521", "SHA512withECDSAinP1363Format"),
  @SuppressWarnings("EffectivelyPrivate") // The name is the wire's.
  EdDSA("Ed25519", "Ed25519", "Ed25519");

  private static final int RSA_BITS = 2_048;
  private static final int ED25519_BYTES = 32;

  private final String family;
  private final String curve;
  private final String signature;

  SigningKind(String family, String curve, String signature) {
    this.family = family;
    this.curve = curve;
    this.signature = signature;
  }

  /**
   * The kind of a name.
   *
   * @throws Refused {@code Malformed} for any other
   */
  public static SigningKind of(String name) {
    Optional<SigningKind> found =
        Stream.of(values()).filter(kind -> kind.name().equals(name)).findFirst();
    return found.orElseThrow(() -> Refused.malformed("unknown signing algorithm"));
  }

  KeyPair newPair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(family);
      switch (family) {
        case "RSA" -> generator.initialize(RSA_BITS, random);
        case "EC" -> generator.initialize(new ECGenParameterSpec("secp" + bits() + "r1"), random);
        default -> generator.initialize(ED25519_BYTES * Byte.SIZE - 1, random);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has these keys", impossible);
    }
  }

  private int bits() {
    return Integer.parseInt(curve.substring(2));
  }

  /** The signature of {@code message} by a key in PKCS #8. */
  byte[] sign(byte[] key, byte[] message) {
    try {
      Signature signer = Signature.getInstance(signature);
      signer.initSign(KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(key)));
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("the key is of another kind", impossible);
    }
  }

  /** A public key as relying parties read it (RFC 7517, RFC 8037 §2). */
  Json.Object jwk(String id, PublicKey key) {
    Json.Builder jwk = Json.object().put("kid", id).put("use", "sig").put("alg", name());
    if (key instanceof RSAPublicKey rsa) {
      return jwk.put("kty", "RSA")
          .put("n", text(unsigned(rsa.getModulus(), 0)))
          .put("e", text(unsigned(rsa.getPublicExponent(), 0)))
          .build();
    }
    if (key instanceof ECPublicKey ec) {
      int bytes = Math.ceilDiv(bits(), Byte.SIZE);
      return jwk.put("kty", "EC")
          .put("crv", curve)
          .put("x", text(unsigned(ec.getW().getAffineX(), bytes)))
          .put("y", text(unsigned(ec.getW().getAffineY(), bytes)))
          .build();
    }
    byte[] encoded = key.getEncoded(); // The point is the end of the structure (RFC 8410 §4).
    byte[] point = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
    return jwk.put("kty", "OKP").put("crv", curve).put("x", text(point)).build();
  }

  /** Big-endian without sign, at least {@code bytes} long. */
  private static byte[] unsigned(BigInteger number, int bytes) {
    byte[] signed = number.toByteArray();
    int skip = signed.length > 1 && signed[0] == 0 ? 1 : 0;
    byte[] plain = Arrays.copyOfRange(signed, skip, signed.length);
    byte[] padded = new byte[Math.max(bytes, plain.length)];
    System.arraycopy(plain, 0, padded, padded.length - plain.length, plain.length);
    return padded;
  }

  static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
