package dev.coffer.server.gate.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * HMAC-SHA-256 (RFC 2104) under a device's salt, as {@code hmac-sha256:} and hex. The two states
 * after the padded key are kept and copied, which halves the work of a short value. Safe for
 * threads: the kept states are only ever copied.
 */
final class Hasher {
  private static final int BLOCK_BYTES = 64;
  private static final String PREFIX = "hmac-sha256:";

  private final MessageDigest inner;
  private final MessageDigest outer;

  /** Copies nothing of {@code salt} but its states; at most a block long. */
  Hasher(byte[] salt) {
    if (salt.length == 0 || salt.length > BLOCK_BYTES) {
      throw new IllegalArgumentException("a salt has 1 to " + BLOCK_BYTES + " bytes");
    }
    this.inner = started(salt, 0x36);
    this.outer = started(salt, 0x5c);
  }

  private static MessageDigest started(byte[] salt, int pad) {
    byte[] block = new byte[BLOCK_BYTES];
    System.arraycopy(salt, 0, block, 0, salt.length);
    for (int at = 0; at < BLOCK_BYTES; at++) {
      block[at] ^= (byte) pad;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(block);
      return digest;
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // Every Java platform has SHA-256.
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  byte[] mac(byte[] value) {
    try {
      MessageDigest first = (MessageDigest) inner.clone();
      MessageDigest second = (MessageDigest) outer.clone();
      second.update(first.digest(value));
      return second.digest();
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible); // The JDK's SHA-256 copies.
    }
  }

  /** {@code hmac-sha256:} and 64 hex digits. */
  String hash(String value) {
    return hash(value.getBytes(StandardCharsets.UTF_8));
  }

  String hash(byte[] value) {
    return PREFIX + HexFormat.of().formatHex(mac(value));
  }
}
