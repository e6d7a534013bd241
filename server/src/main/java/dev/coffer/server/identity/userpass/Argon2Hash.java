package dev.coffer.server.identity.userpass;

import java.security.MessageDigest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * A password under Argon2id (RFC 9106), with the cost it was made at, so that the cost may rise and old
 * hashes still count. Never printed.
 */
final class Argon2Hash implements PasswordHash {
  /** Memory that one hash takes, in KiB: OWASP's first choice for interactive logins. */
  static final int MEMORY_KIB = 19_456;

  static final int PASSES = 2;
  static final int LANES = 1;
  static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final int memoryKib;
  private final int passes;
  private final int lanes;
  private final byte[] salt;
  private final byte[] hash;

  /** As a row has it. */
  Argon2Hash(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
    this.memoryKib = memoryKib;
    this.passes = passes;
    this.lanes = lanes;
    this.salt = salt.clone();
    this.hash = hash.clone();
  }

  static Argon2Hash of(byte[] password, byte[] salt) {
    return new Argon2Hash(
        MEMORY_KIB, PASSES, LANES, salt, hashed(password, MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES));
  }

  /** What no password has: to be compared with where there is no user, at the same cost. */
  static Argon2Hash ofNobody() {
    return new Argon2Hash(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]);
  }

  @Override
  public boolean isOf(byte[] password) {
    return MessageDigest.isEqual(
        hash, hashed(password, memoryKib, passes, lanes, salt, hash.length));
  }

  int memoryKib() {
    return memoryKib;
  }

  int passes() {
    return passes;
  }

  int lanes() {
    return lanes;
  }

  byte[] salt() {
    return salt.clone();
  }

  byte[] hash() {
    return hash.clone();
  }

  private static byte[] hashed(
      byte[] password, int memoryKib, int passes, int lanes, byte[] salt, int bytes) {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build();
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(parameters);
    byte[] out = new byte[bytes];
    argon2.generateBytes(password, out);
    return out;
  }
}
