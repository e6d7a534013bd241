package dev.coffer.server.gate.wrapping;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The text of wrapping tokens: {@code hvs.} and 52 base64url characters, 27 random bytes and a check
 * tag of 12 made from them with a key, so that a forged one costs no look-up. Another length than
 * any other token's, so the two are never taken for each other. Rows know a token only by a keyed
 * hash that shares nothing with the tag.
 */
final class WrapToken {
  private static final String PREFIX = "hvs.";
  private static final String PURPOSE = "wrap";
  private static final int RANDOM_BYTES = 27;
  private static final int TAG_BYTES = 12;
  private static final int TEXT_BYTES = PREFIX.length() + (RANDOM_BYTES + TAG_BYTES) / 3 * 4;

  private final Barrier barrier;
  private final SecureRandom random;

  WrapToken(Barrier barrier, SecureRandom random) {
    this.barrier = barrier;
    this.random = random;
  }

  SecretBytes make() {
    byte[] body = new byte[RANDOM_BYTES + TAG_BYTES];
    byte[] drawn = new byte[RANDOM_BYTES];
    random.nextBytes(drawn);
    System.arraycopy(drawn, 0, body, 0, RANDOM_BYTES);
    System.arraycopy(mac("tag", drawn), 0, body, RANDOM_BYTES, TAG_BYTES);
    byte[] encoded = Base64.getUrlEncoder().withoutPadding().encode(body);
    byte[] text = new byte[TEXT_BYTES];
    System.arraycopy(PREFIX.getBytes(StandardCharsets.US_ASCII), 0, text, 0, PREFIX.length());
    System.arraycopy(encoded, 0, text, PREFIX.length(), encoded.length);
    Arrays.fill(body, (byte) 0);
    Arrays.fill(drawn, (byte) 0);
    Arrays.fill(encoded, (byte) 0);
    return SecretBytes.owning(text);
  }

  /** The name of the token's row, or empty for anything that was not made here. */
  Optional<String> rowName(SecretBytes token) {
    return token.read(this::rowName);
  }

  private Optional<String> rowName(byte[] text) {
    if (text.length != TEXT_BYTES || !startsWithPrefix(text)) {
      return Optional.empty();
    }
    byte[] body;
    try {
      body = Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, PREFIX.length(), text.length));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    byte[] drawn = Arrays.copyOf(body, RANDOM_BYTES);
    byte[] sent = Arrays.copyOfRange(body, RANDOM_BYTES, body.length);
    byte[] expected = Arrays.copyOf(mac("tag", drawn), TAG_BYTES);
    return MessageDigest.isEqual(expected, sent)
        ? Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(mac("row", drawn)))
        : Optional.empty();
  }

  private static boolean startsWithPrefix(byte[] text) {
    for (int at = 0; at < PREFIX.length(); at++) {
      if (text[at] != PREFIX.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  private byte[] mac(String use, byte[] drawn) {
    byte[] prefix = use.getBytes(StandardCharsets.US_ASCII);
    byte[] message = Arrays.copyOf(prefix, prefix.length + drawn.length);
    System.arraycopy(drawn, 0, message, prefix.length, drawn.length);
    return barrier.mac(PURPOSE, message);
  }
}
