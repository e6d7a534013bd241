package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The text of tokens that have a row. {@code hvs.} is followed by random base62 characters and then
 * a check tag made from them with a key, so that a forged token is refused without a look-up:
 *
 * <ul>
 *   <li>ordinary: 24 random (142 bits) and 8 of tag;
 *   <li>root: 22 random (131 bits) and 2 of tag, since clients of generate-root compare lengths and
 *       expect 28 characters in all.
 * </ul>
 *
 * <p>One HMAC-SHA-256 over the text before the tag gives both the tag and, from other bytes of it,
 * the <em>hash</em>: 24 base62 characters (142 bits) that name the token in storage and are its
 * accessor. Neither tells anything of the token or of the other without the key. A text of another
 * shape (a custom id, the root token of a dev server) has no tag and is hashed whole; it has no dot.
 */
public final class TokenShape {
  /** Longer texts are no tokens; batch tokens are the longest. Bytes. */
  public static final int TEXT_BYTES_MAX = 8_192;

  /** The characters of a hash, hence of an accessor. */
  public static final int HASH_CHARS = 24;

  static final String SERVICE_PREFIX = "hvs.";
  static final String BATCH_PREFIX = "hvb.";

  private static final String PURPOSE = "token";
  private static final int ORDINARY_RANDOM_CHARS = 24;
  private static final int ORDINARY_TAG_CHARS = 8;
  private static final int ROOT_RANDOM_CHARS = 22;
  private static final int ROOT_TAG_CHARS = 2;
  private static final byte[] BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
          .getBytes(StandardCharsets.US_ASCII);

  /** What a text says by itself, before any look-up. */
  public sealed interface Sort {
    /** It may have a row of this name. */
    record Stored(String hash) implements Sort {}

    /** It may be a batch token. */
    record Batch() implements Sort {}

    /** Coffer did not make it. */
    record Forged() implements Sort {}
  }

  private final Barrier barrier;
  private final SecureRandom random;

  public TokenShape(Barrier barrier, SecureRandom random) {
    this.barrier = barrier;
    this.random = random;
  }

  public SecretBytes newOrdinary() {
    return make(ORDINARY_RANDOM_CHARS, ORDINARY_TAG_CHARS);
  }

  /** 28 characters. */
  public SecretBytes newRoot() {
    return make(ROOT_RANDOM_CHARS, ROOT_TAG_CHARS);
  }

  public Sort sort(SecretBytes token) {
    return token.read(this::sort);
  }

  /** Chosen ids have no dot; tokens that Coffer makes, and those that Vault made, have one. */
  static boolean isReserved(SecretBytes id) {
    return id.read(TokenShape::hasDot);
  }

  private Sort sort(byte[] text) {
    if (text.length == 0 || text.length > TEXT_BYTES_MAX) {
      return new Sort.Forged();
    }
    if (startsWith(text, BATCH_PREFIX)) {
      return new Sort.Batch();
    }
    if (!startsWith(text, SERVICE_PREFIX)) {
      return hasDot(text) ? new Sort.Forged() : new Sort.Stored(hash(digest(text, text.length)));
    }
    int rest = text.length - SERVICE_PREFIX.length();
    if (rest == ORDINARY_RANDOM_CHARS + ORDINARY_TAG_CHARS) {
      return tagged(text, ORDINARY_TAG_CHARS);
    }
    return rest == ROOT_RANDOM_CHARS + ROOT_TAG_CHARS
        ? tagged(text, ROOT_TAG_CHARS)
        : new Sort.Forged();
  }

  private Sort tagged(byte[] text, int tagChars) {
    int body = text.length - tagChars;
    byte[] digest = digest(text, body);
    byte[] sent = Arrays.copyOfRange(text, body, text.length);
    return MessageDigest.isEqual(tag(digest, tagChars), sent)
        ? new Sort.Stored(hash(digest))
        : new Sort.Forged();
  }

  private SecretBytes make(int randomChars, int tagChars) {
    int body = SERVICE_PREFIX.length() + randomChars;
    byte[] text = new byte[body + tagChars];
    byte[] prefix = SERVICE_PREFIX.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(prefix, 0, text, 0, prefix.length);
    fillRandom(text, prefix.length, body);
    System.arraycopy(tag(digest(text, body), tagChars), 0, text, body, tagChars);
    return SecretBytes.owning(text);
  }

  /** Every character equally likely: six bits each, and the two values above 61 are drawn again. */
  private void fillRandom(byte[] text, int from, int to) {
    byte[] drawn = new byte[to - from];
    int at = from;
    while (at < to) {
      random.nextBytes(drawn);
      for (int next = 0; next < drawn.length && at < to; next++) {
        int six = drawn[next] & 0x3f;
        if (six < BASE62.length) {
          text[at++] = BASE62[six];
        }
      }
    }
    Arrays.fill(drawn, (byte) 0);
  }

  private byte[] digest(byte[] text, int length) {
    byte[] message = Arrays.copyOf(text, length);
    try {
      return barrier.mac(PURPOSE, message);
    } finally {
      Arrays.fill(message, (byte) 0);
    }
  }

  /** Bytes 0 to 23 of the digest. */
  private static String hash(byte[] digest) {
    return new String(base62(digest, 0, HASH_CHARS), StandardCharsets.US_ASCII);
  }

  /** From byte 24 of the digest on, so that the tag and the accessor share nothing. */
  private static byte[] tag(byte[] digest, int chars) {
    return base62(digest, HASH_CHARS, chars);
  }

  /** One character for each byte; that 256 is no multiple of 62 costs 0.01 bit of each. */
  private static byte[] base62(byte[] digest, int from, int chars) {
    byte[] out = new byte[chars];
    for (int at = 0; at < chars; at++) {
      out[at] = BASE62[(digest[from + at] & 0xff) % BASE62.length];
    }
    return out;
  }

  private static boolean hasDot(byte[] text) {
    for (byte at : text) {
      if (at == '.') {
        return true;
      }
    }
    return false;
  }

  private static boolean startsWith(byte[] text, String prefix) {
    if (text.length < prefix.length()) {
      return false;
    }
    for (int at = 0; at < prefix.length(); at++) {
      if (text[at] != prefix.charAt(at)) {
        return false;
      }
    }
    return true;
  }
}
