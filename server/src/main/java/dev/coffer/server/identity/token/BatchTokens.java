package dev.coffer.server.identity.token;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.barrier.Barrier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Batch tokens: the entry itself, sealed, is the token; nothing is stored. {@code hvb.} and, in
 * base64url, 16 bytes of salt, 12 of nonce and the entry under AES-256-GCM. The key of each token is
 * HMAC-SHA-256(purpose key, salt), so that however many are made, no key and nonce meet twice.
 */
final class BatchTokens {
  private static final String PURPOSE = "batch-token";
  private static final byte[] PREFIX = TokenShape.BATCH_PREFIX.getBytes(StandardCharsets.US_ASCII);
  private static final int SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Barrier barrier;
  private final SecureRandom random;

  BatchTokens(Barrier barrier, SecureRandom random) {
    this.barrier = barrier;
    this.random = random;
  }

  /** The text of a token that carries {@code entry}. */
  SecretBytes seal(TokenEntry entry) {
    byte[] head = new byte[SALT_BYTES + NONCE_BYTES];
    random.nextBytes(head);
    byte[] plain = TokenEntryCodec.encode(entry);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, head).doFinal(plain);
      byte[] whole = Arrays.copyOf(head, head.length + sealed.length);
      System.arraycopy(sealed, 0, whole, head.length, sealed.length);
      byte[] text = Base64.getUrlEncoder().withoutPadding().encode(whole);
      byte[] token = Arrays.copyOf(PREFIX, PREFIX.length + text.length);
      System.arraycopy(text, 0, token, PREFIX.length, text.length);
      return SecretBytes.owning(token);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM is in every JDK", impossible);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  /** What a token carries, or empty when this server did not seal it. */
  Optional<TokenEntry> open(SecretBytes token) {
    return token.read(this::open);
  }

  private Optional<TokenEntry> open(byte[] token) {
    byte[] whole;
    try {
      whole =
          Base64.getUrlDecoder().decode(Arrays.copyOfRange(token, PREFIX.length, token.length));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    int head = SALT_BYTES + NONCE_BYTES;
    if (whole.length < head + TAG_BITS / 8) {
      return Optional.empty();
    }
    try {
      byte[] plain = cipher(Cipher.DECRYPT_MODE, whole).doFinal(whole, head, whole.length - head);
      return Optional.of(TokenEntryCodec.decode(plain));
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] head) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, head, SALT_BYTES, NONCE_BYTES);
    cipher.init(mode, new SecretKeySpec(keyFor(head), "AES"), nonce);
    cipher.updateAAD(PREFIX);
    return cipher;
  }

  private byte[] keyFor(byte[] head) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    try (SecretBytes key = barrier.purposeKey(PURPOSE)) {
      SecretKeySpec spec = key.read(bytes -> new SecretKeySpec(bytes, "HmacSHA256"));
      mac.init(spec);
    }
    mac.update(head, 0, SALT_BYTES);
    return mac.doFinal();
  }
}
