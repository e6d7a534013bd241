package dev.coffer.server.engine.transit;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import dev.coffer.kit.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * Key pairs, and who computes with them: the Amazon Corretto Crypto Provider where its native library
 * loads (it signs with Ed25519 and the NIST curves 10 to 40 times faster), the JDK everywhere else.
 * The library is loaded when the first key pair is used, so a server without such keys pays nothing.
 */
final class Asymmetric {
  private volatile Optional<Optional<Provider>> loaded = Optional.empty();

  /** A key pair in PKCS #8 and X.509's SubjectPublicKeyInfo. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Pair(SecretBytes pkcs8, byte[] spki) {}

  Pair generate(KeyType type, SecureRandom random) {
    try {
      KeyPairGenerator generator =
          switch (type.family()) {
            case EDDSA, ML_DSA, ML_KEM -> KeyPairGenerator.getInstance(type.javaName());
            case ECDSA -> curve(type, random);
            case RSA -> rsa(type, random);
            case AEAD, HMAC -> throw new IllegalArgumentException("a symmetric key is no pair");
          };
      return pair(generator.generateKeyPair());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java makes no keys of type " + type.word(), missing);
    }
  }

  private static KeyPairGenerator curve(KeyType type, SecureRandom random) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(type.javaName()), random);
    return generator;
  }

  private KeyPairGenerator rsa(KeyType type, SecureRandom random) throws GeneralSecurityException {
    Optional<Provider> corretto = corretto().filter(one -> one.getService("KeyPairGenerator", "RSA") != null);
    KeyPairGenerator generator =
        corretto.isPresent()
            ? KeyPairGenerator.getInstance("RSA", corretto.get())
            : KeyPairGenerator.getInstance("RSA");
    generator.initialize(type.size(), random);
    return generator;
  }

  private static Pair pair(KeyPair keys) {
    return new Pair(
        SecretBytes.owning(keys.getPrivate().getEncoded()), keys.getPublic().getEncoded());
  }

  /** The pair that a seed of 32 bytes stands for (RFC 8032 §5.1.5). */
  Pair ed25519(SecretBytes seed) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
      return pair(generator.generateKeyPair());
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no Ed25519", missing);
    }
  }

  /** Gives the generator the seed as its random bytes: Java has no other way from seed to public key. */
  private static final class Seed extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final transient SecretBytes seed;

    Seed(SecretBytes seed) {
      this.seed = seed;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length != seed.size()) {
        throw new IllegalStateException("the generator wants another number of bytes than a seed has");
      }
      seed.read(
          from -> {
            System.arraycopy(from, 0, bytes, 0, bytes.length);
            return bytes;
          });
    }
  }

  PrivateKey privateKey(KeyType type, byte[] pkcs8) {
    byte[] copy = pkcs8.clone();
    try {
      return factory(type).generatePrivate(new PKCS8EncodedKeySpec(copy));
    } catch (GeneralSecurityException bad) {
      throw new IllegalStateException("a stored private key does not parse", bad);
    } finally {
      Arrays.fill(copy, (byte) 0);
    }
  }

  PublicKey publicKey(KeyType type, byte[] spki) {
    try {
      return factory(type).generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException bad) {
      throw new IllegalStateException("a stored public key does not parse", bad);
    }
  }

  /** Parses keys so that whoever computes with them need not translate them: EC only; see {@link #signature}. */
  KeyFactory factory(KeyType type) throws GeneralSecurityException {
    return switch (type.family()) {
      case ECDSA -> {
        Optional<Provider> corretto = corretto();
        yield corretto.isPresent() ? KeyFactory.getInstance("EC", corretto.get()) : KeyFactory.getInstance("EC");
      }
      case EDDSA, ML_DSA, ML_KEM, RSA -> KeyFactory.getInstance(type.javaName());
      case AEAD, HMAC -> throw new IllegalArgumentException("a symmetric key is no pair");
    };
  }

  /** Ed25519 and ECDSA by Corretto where it is there; everything else by the JDK. */
  Signature signature(KeyType type, String algorithm) throws GeneralSecurityException {
    boolean faster = type.family() == KeyType.Family.EDDSA || type.family() == KeyType.Family.ECDSA;
    Optional<Provider> corretto = faster ? corretto() : Optional.empty();
    return corretto.isPresent()
        ? Signature.getInstance(algorithm, corretto.get())
        : Signature.getInstance(algorithm);
  }

  private Optional<Provider> corretto() {
    if (loaded.isEmpty()) {
      loaded = Optional.of(load());
    }
    return loaded.get();
  }

  /** Two threads at once get the same provider: the class makes one. */
  private static Optional<Provider> load() {
    AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
    return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
  }
}
