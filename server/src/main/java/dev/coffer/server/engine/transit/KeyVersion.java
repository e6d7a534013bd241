package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a key. Its bytes are shared by all who use the decoded row and are left to the
 * garbage collector when the row is forgotten: wiping them would pull them from under whoever is
 * just using them.
 */
public final class KeyVersion {
  private final int number;
  private final Instant created;
  private final SecretBytes material;
  private final byte[] publicKey;
  private final SecretBytes hmacKey;
  private volatile @Nullable PrivateKey parsedPrivate;
  private volatile @Nullable PublicKey parsedPublic;

  /**
   * @param material the symmetric key, or the private key in PKCS #8; empty when only the public key
   *     was imported
   * @param publicKey in X.509's SubjectPublicKeyInfo; empty for a symmetric key
   * @param hmacKey what {@code hmac} uses
   */
  KeyVersion(
      int number, Instant created, SecretBytes material, byte[] publicKey, SecretBytes hmacKey) {
    this.number = number;
    this.created = created;
    this.material = material;
    this.publicKey = publicKey.clone();
    this.hmacKey = hmacKey;
  }

  public int number() {
    return number;
  }

  public Instant created() {
    return created;
  }

  SecretBytes material() {
    return material;
  }

  SecretBytes hmacKey() {
    return hmacKey;
  }

  /** The public key in X.509's SubjectPublicKeyInfo, where there is one. */
  public Optional<byte[]> publicKey() {
    return publicKey.length == 0 ? Optional.empty() : Optional.of(publicKey.clone());
  }

  boolean isPublicOnly() {
    return material.size() == 0;
  }

  /** Parsed at first use; two threads at once may both parse it. */
  PrivateKey privateKey(KeyType type, Asymmetric asymmetric) {
    PrivateKey known = parsedPrivate;
    if (known == null) {
      known = material.read(pkcs8 -> asymmetric.privateKey(type, pkcs8));
      parsedPrivate = known;
    }
    return known;
  }

  PublicKey publicKey(KeyType type, Asymmetric asymmetric) {
    PublicKey known = parsedPublic;
    if (known == null) {
      known = asymmetric.publicKey(type, publicKey);
      parsedPublic = known;
    }
    return known;
  }
}
