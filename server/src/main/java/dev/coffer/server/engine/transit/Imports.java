package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;

/** Key material from outside: parsed, checked to be what it is said to be, and brought into our form. */
final class Imports {
  private static final int HMAC_BYTES_MIN = 32;
  private static final int HMAC_BYTES_MAX = 512;
  private static final String BAD_PRIVATE = "error parsing asymmetric key";
  private static final String BAD_PUBLIC = "error parsing public key";

  private final Asymmetric asymmetric;

  Imports(Asymmetric asymmetric) {
    this.asymmetric = asymmetric;
  }

  static void checkSize(KeyType type, int bytes) {
    boolean fits =
        type == KeyType.HMAC ? bytes >= HMAC_BYTES_MIN && bytes <= HMAC_BYTES_MAX : bytes == type.size();
    if (!fits) {
      throw Refused.malformed("invalid key size for key type " + type.word());
    }
  }

  /** A pair from PKCS #8, whose public key is found and tried. */
  Asymmetric.Pair privateKey(KeyType type, byte[] pkcs8) {
    try {
      return switch (type.family()) {
        case EDDSA -> ed25519(pkcs8);
        case ECDSA -> curve(type, pkcs8);
        case RSA -> tried(type, rsa(type, pkcs8));
        case AEAD, HMAC, ML_DSA, ML_KEM ->
            throw Refused.malformed("keys of type " + type.word() + " cannot be imported");
      };
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw Refused.malformed(BAD_PRIVATE);
    }
  }

  private Asymmetric.Pair ed25519(byte[] pkcs8) throws GeneralSecurityException {
    if (KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8))
        instanceof EdECPrivateKey key) {
      try (SecretBytes seed = SecretBytes.owning(key.getBytes().orElseThrow())) {
        return asymmetric.ed25519(seed);
      }
    }
    throw Refused.malformed(BAD_PRIVATE);
  }

  /** Not every PKCS #8 of EC carries the public key, so it is computed. */
  private Asymmetric.Pair curve(KeyType type, byte[] pkcs8) throws GeneralSecurityException {
    if (!(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) instanceof ECPrivateKey key)) {
      throw Refused.malformed(BAD_PRIVATE);
    }
    checkCurve(type, key);
    ECPoint point = publicPoint(key);
    try {
      return tried(type, pair(key, point));
    } catch (Refused _) {
      BigInteger modulus = modulus(key.getParams());
      return tried(type, pair(key, new ECPoint(point.getAffineX(), modulus.subtract(point.getAffineY()))));
    }
  }

  private static Asymmetric.Pair pair(ECPrivateKey key, ECPoint point) throws GeneralSecurityException {
    PublicKey publicKey =
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, key.getParams()));
    return new Asymmetric.Pair(SecretBytes.owning(key.getEncoded()), publicKey.getEncoded());
  }

  /**
   * The public point or its mirror image: an agreement with the generator gives its x, and the curve
   * both its y (all three moduli are 3 modulo 4, so a root is a power). Only the provider multiplies
   * with the secret.
   */
  private static ECPoint publicPoint(ECPrivateKey key) throws GeneralSecurityException {
    ECParameterSpec curve = key.getParams();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(key);
    agreement.doPhase(
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)), true);
    BigInteger x = new BigInteger(1, agreement.generateSecret());
    BigInteger p = modulus(curve);
    BigInteger square = x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
    return new ECPoint(x, square.modPow(p.add(BigInteger.ONE).shiftRight(2), p));
  }

  private static BigInteger modulus(ECParameterSpec curve) {
    if (curve.getCurve().getField() instanceof ECFieldFp field) {
      return field.getP();
    }
    throw new IllegalArgumentException("not a curve over a prime field");
  }

  private static void checkCurve(KeyType type, Object key) throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(type.javaName()));
    ECParameterSpec wanted = parameters.getParameterSpec(ECParameterSpec.class);
    boolean same =
        key instanceof ECKey found
            && found.getParams().getCurve().equals(wanted.getCurve())
            && found.getParams().getGenerator().equals(wanted.getGenerator());
    if (!same) {
      throw Refused.malformed("invalid curve: the type says " + type.word());
    }
  }

  private static Asymmetric.Pair rsa(KeyType type, byte[] pkcs8) throws GeneralSecurityException {
    KeyFactory factory = KeyFactory.getInstance("RSA");
    if (factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)) instanceof RSAPrivateCrtKey key) {
      checkBits(type, key);
      PublicKey publicKey =
          factory.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
      return new Asymmetric.Pair(SecretBytes.owning(key.getEncoded()), publicKey.getEncoded());
    }
    throw Refused.malformed(BAD_PRIVATE);
  }

  private static void checkBits(KeyType type, RSAKey key) {
    if (key.getModulus().bitLength() != type.size()) {
      throw Refused.malformed("invalid key size for key type " + type.word());
    }
  }

  /** Signs and verifies once: halves that do not belong together must not be kept. */
  private Asymmetric.Pair tried(KeyType type, Asymmetric.Pair pair) throws GeneralSecurityException {
    byte[] input = new byte[32];
    Arrays.fill(input, (byte) 1); // Under a hash of zeros a point and its mirror image both verify.
    String algorithm = type.family() == KeyType.Family.RSA ? "NONEwithRSA" : "NONEwithECDSA";
    Signature signer = asymmetric.signature(type, algorithm);
    signer.initSign(pair.pkcs8().read(bytes -> asymmetric.privateKey(type, bytes)));
    signer.update(input);
    byte[] signature = signer.sign();
    Signature verifier = asymmetric.signature(type, algorithm);
    verifier.initVerify(publicKey(type, pair.spki()));
    verifier.update(input);
    if (!verifier.verify(signature)) {
      throw Refused.malformed(BAD_PRIVATE);
    }
    return pair;
  }

  private PublicKey publicKey(KeyType type, byte[] spki) throws GeneralSecurityException {
    return asymmetric.factory(type).generatePublic(new X509EncodedKeySpec(spki));
  }

  /** SubjectPublicKeyInfo out of PEM, written anew. */
  byte[] publicKey(KeyType type, String pem) {
    try {
      PublicKey key = publicKey(type, KeyForms.fromPem(pem));
      switch (type.family()) {
        case ECDSA -> checkCurve(type, key);
        case RSA -> checkBits(type, (RSAKey) key);
        case EDDSA -> {}
        case AEAD, HMAC, ML_DSA, ML_KEM ->
            throw Refused.malformed("provided type does not support public_key import");
      }
      return key.getEncoded();
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw Refused.malformed(BAD_PUBLIC);
    }
  }
}
