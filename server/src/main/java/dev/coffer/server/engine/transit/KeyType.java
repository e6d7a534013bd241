package dev.coffer.server.engine.transit;

import dev.coffer.server.failure.Refused;
import java.util.Arrays;
import java.util.Optional;

/** The types of keys, under Vault's names; the ml-kem ones are Coffer's own. */
public enum KeyType {
  AES128_GCM96("aes128-gcm96", Family.AEAD, 16, "AES"),
  AES256_GCM96("aes256-gcm96", Family.AEAD, 32, "AES"),
  CHACHA20_POLY1305("chacha20-poly1305", Family.AEAD, 32, "ChaCha20"),
  ED25519("ed25519", Family.EDDSA, 0, "Ed25519"),
  ECDSA_P256("ecdsa-p256", Family.ECDSA, 32, "secp256r1"),
  ECDSA_P384("ecdsa-p384", Family.ECDSA, 48, "secp384r1"),
  ECDSA_P521("ecdsa-p521", Family.ECDSA, 66, "secp521r1"),
  RSA_2048("rsa-2048", Family.RSA, 2_048, "RSA"),
  RSA_3072("rsa-3072", Family.RSA, 3_072, "RSA"),
  RSA_4096("rsa-4096", Family.RSA, 4_096, "RSA"),
  HMAC("hmac", Family.HMAC, 32, "HMAC"),
  ML_DSA_44("ml-dsa-44", Family.ML_DSA, 0, "ML-DSA-44"),
  ML_DSA_65("ml-dsa-65", Family.ML_DSA, 0, "ML-DSA-65"),
  ML_DSA_87("ml-dsa-87", Family.ML_DSA, 0, "ML-DSA-87"),
  ML_KEM_512("ml-kem-512", Family.ML_KEM, 768, "ML-KEM-512"),
  ML_KEM_768("ml-kem-768", Family.ML_KEM, 1_088, "ML-KEM-768"),
  ML_KEM_1024("ml-kem-1024", Family.ML_KEM, 1_568, "ML-KEM-1024");

  /** What decides how a key works. */
  public enum Family {
    /** A symmetric key of an AEAD with 96-bit nonces. */
    AEAD,
    EDDSA,
    ECDSA,
    RSA,
    HMAC,
    ML_DSA,
    /** Encapsulates a fresh AES-256-GCM key for each ciphertext (FIPS 203). */
    ML_KEM
  }

  private final String word;
  private final Family family;
  private final int size;
  private final String javaName;

  /**
   * @param size key bytes (AEAD, HMAC), bytes of a coordinate (ECDSA), bits (RSA), bytes of an
   *     encapsulation (ML-KEM)
   */
  KeyType(String word, Family family, int size, String javaName) {
    this.word = word;
    this.family = family;
    this.size = size;
    this.javaName = javaName;
  }

  /** The type of that name, or a refusal. */
  public static KeyType ofWord(String word) {
    return find(word).orElseThrow(() -> Refused.malformed("unknown key type"));
  }

  static Optional<KeyType> find(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }

  /** The name on the wire: {@code aes256-gcm96}. */
  public String word() {
    return word;
  }

  public Family family() {
    return family;
  }

  int size() {
    return size;
  }

  /** The name of the algorithm, curve or parameter set in Java. */
  String javaName() {
    return javaName;
  }

  /** Whether its material is plain bytes and not a key pair. */
  public boolean isSymmetric() {
    return family == Family.AEAD || family == Family.HMAC;
  }

  public boolean encrypts() {
    return family == Family.AEAD || family == Family.RSA || family == Family.ML_KEM;
  }

  public boolean signs() {
    return family == Family.EDDSA
        || family == Family.ECDSA
        || family == Family.RSA
        || family == Family.ML_DSA;
  }

  public boolean derives() {
    return family == Family.AEAD || family == Family.EDDSA;
  }

  boolean converges() {
    return family == Family.AEAD;
  }

  /** Whether {@code associated_data} can be bound to a ciphertext. */
  public boolean takesAssociatedData() {
    return family == Family.AEAD || family == Family.ML_KEM;
  }
}
