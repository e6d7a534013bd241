package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.failure.Refused;
import dev.coffer.server.gate.Permit;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Optional;

/** Signs and verifies under named keys. */
public final class TransitSignatures {
  /** More than any hash has; without it providers would cut the input off silently. */
  private static final int PREHASHED_BYTES_MAX = 64;

  private final TransitCore core;

  TransitSignatures(TransitCore core) {
    this.core = core;
  }

  /**
   * A signature.
   *
   * @param text {@code vault:v1:…}
   * @param derivedPublicKey the raw Ed25519 key of the context, for derived keys
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Made(String text, int version, Optional<byte[]> derivedPublicKey) {}

  /**
   * The key to sign with.
   *
   * @param tail what stands behind the name in the path
   */
  public KeyUse forSigning(Permit permit, String name, String tail) {
    KeyUse use = core.use(permit, core.needs().use("sign", name, tail), name, "signing key not found");
    if (!use.type().signs()) {
      throw Refused.malformed("key type " + use.type().word() + " does not support signing");
    }
    return use;
  }

  public KeyUse forVerifying(Permit permit, String name, String tail) {
    KeyUse use =
        core.use(permit, core.needs().use("verify", name, tail), name, "signature verification key not found");
    if (!use.type().signs()) {
      throw Refused.malformed("key type " + use.type().word() + " does not support verification");
    }
    return use;
  }

  /**
   * Signs.
   *
   * @param asked the version, 0 for the latest
   * @param context for derived keys
   */
  public Made sign(KeyUse use, SigningOptions options, long asked, byte[] input, byte[] context) {
    TransitKey key = use.key();
    KeyVersion version = key.forMaking(TransitCiphers.clamped(asked), "signing");
    if (version.isPublicOnly()) {
      throw Refused.malformed("requested version for signing does not contain a private part");
    }
    try {
      if (key.settings().derived()) {
        return derived(key, version, options, input, context);
      }
      byte[] made = sign(key.type(), version.privateKey(key.type(), core.asymmetric()), options, input);
      return new Made(VersionedText.of(version.number(), made, options.jws()), version.number(), Optional.empty());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("signing fails", broken);
    }
  }

  private Made derived(TransitKey key, KeyVersion version, SigningOptions options, byte[] input, byte[] context)
      throws GeneralSecurityException {
    Asymmetric.Pair pair = Derivation.ed25519(version, context, core.asymmetric());
    try (SecretBytes pkcs8 = pair.pkcs8()) {
      PrivateKey parsed = pkcs8.read(bytes -> core.asymmetric().privateKey(key.type(), bytes));
      byte[] made = sign(key.type(), parsed, options, input);
      return new Made(
          VersionedText.of(version.number(), made, options.jws()),
          version.number(),
          Optional.of(Ed25519Keys.rawPublicKey(pair.spki())));
    }
  }

  private byte[] sign(KeyType type, PrivateKey key, SigningOptions options, byte[] input)
      throws GeneralSecurityException {
    return switch (type.family()) {
      case EDDSA, ML_DSA -> sign(type, type.javaName(), key, input);
      case ECDSA -> {
        byte[] der = sign(type, "NONEwithECDSA", key, hashed(options, input));
        yield options.jws() ? EcdsaForm.toJws(der, type.size()) : der;
      }
      case RSA -> {
        byte[] hashed = rsaInput(options, input);
        yield options.pkcs1v15()
            ? sign(type, "NONEwithRSA", key, digestInfo(options.hash(), hashed))
            : Pss.sign(key, options.hash(), hashed, saltBytes(options, key, hashed.length), core.random());
      }
      case AEAD, HMAC, ML_KEM -> throw new IllegalStateException("refused before");
    };
  }

  private byte[] sign(KeyType type, String algorithm, PrivateKey key, byte[] input)
      throws GeneralSecurityException {
    Signature signature = core.asymmetric().signature(type, algorithm);
    signature.initSign(key);
    signature.update(input);
    return signature.sign();
  }

  /** Whether it is this key's signature of the input. */
  public boolean verify(KeyUse use, SigningOptions options, byte[] input, byte[] context, String claimed) {
    TransitKey key = use.key();
    VersionedText text =
        VersionedText.parse(claimed, "signature", options.jws(), "invalid base64 signature value");
    KeyVersion version = key.forChecking(text.version(), "signature");
    PublicKey publicKey =
        key.settings().derived()
            ? core.asymmetric().publicKey(key.type(), derivedPublicKey(version, context))
            : version.publicKey(key.type(), core.asymmetric());
    try {
      return verify(key.type(), publicKey, options, input, text.bytes());
    } catch (SignatureException _) {
      return false;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("verifying fails", broken);
    }
  }

  private byte[] derivedPublicKey(KeyVersion version, byte[] context) {
    Asymmetric.Pair pair = Derivation.ed25519(version, context, core.asymmetric());
    pair.pkcs8().close();
    return pair.spki();
  }

  private boolean verify(KeyType type, PublicKey key, SigningOptions options, byte[] input, byte[] signature)
      throws GeneralSecurityException {
    return switch (type.family()) {
      case EDDSA, ML_DSA -> verify(type, type.javaName(), key, input, signature);
      case ECDSA -> verify(type, "NONEwithECDSA", key, hashed(options, input), der(type, options, signature));
      case RSA -> {
        byte[] hashed = rsaInput(options, input);
        yield options.pkcs1v15()
            ? verify(type, "NONEwithRSA", key, digestInfo(options.hash(), hashed), signature)
            : Pss.verify(key, options.hash(), hashed, signature, verifiedSalt(options, key, hashed.length));
      }
      case AEAD, HMAC, ML_KEM -> throw new IllegalStateException("refused before");
    };
  }

  private boolean verify(KeyType type, String algorithm, PublicKey key, byte[] input, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = core.asymmetric().signature(type, algorithm);
    verifier.initVerify(key);
    verifier.update(input);
    return verifier.verify(signature);
  }

  private static byte[] der(KeyType type, SigningOptions options, byte[] signature) throws SignatureException {
    if (options.jws()) {
      return EcdsaForm.toDer(signature, type.size()).orElseThrow(SignatureException::new);
    }
    if (!EcdsaForm.isDer(signature)) {
      throw Refused.malformed("supplied signature is invalid");
    }
    return signature;
  }

  private static byte[] hashed(SigningOptions options, byte[] input) {
    if (!options.prehashed()) {
      return options.hash().digest().digest(input);
    }
    if (input.length == 0 || input.length > PREHASHED_BYTES_MAX) {
      throw Refused.malformed("a prehashed input has 1 to " + PREHASHED_BYTES_MAX + " bytes");
    }
    return input;
  }

  private static byte[] rsaInput(SigningOptions options, byte[] input) {
    byte[] hashed = hashed(options, input);
    boolean named = options.hash() != HashName.NONE;
    if (named && hashed.length != options.hash().digest().getDigestLength()) {
      throw Refused.malformed("input must be hashed message");
    }
    return hashed;
  }

  private static byte[] digestInfo(HashName hash, byte[] hashed) {
    byte[] head = hash.digestInfo();
    byte[] both = Arrays.copyOf(head, head.length + hashed.length);
    System.arraycopy(hashed, 0, both, head.length, hashed.length);
    return both;
  }

  private static int saltBytes(SigningOptions options, Key key, int hashBytes) {
    int most = Pss.saltBytesMax(key, hashBytes);
    int wanted =
        switch (options.salt()) {
          case SigningOptions.Salt.Auto _ -> most;
          case SigningOptions.Salt.AsHash _ -> hashBytes;
          case SigningOptions.Salt.Bytes(int count) -> count;
        };
    if (wanted < 0 || wanted > most) {
      throw Refused.malformed("requested salt length is invalid");
    }
    return wanted;
  }

  private static int verifiedSalt(SigningOptions options, Key key, int hashBytes) {
    return options.salt() instanceof SigningOptions.Salt.Auto ? -1 : saltBytes(options, key, hashBytes);
  }
}
