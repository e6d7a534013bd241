package dev.coffer.scanner.checksum;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code hvs.} tokens. Vault's server-side consistent ones are base64 of a protocol buffer: 1, a
 * version; 2, an HMAC of 32 bytes; 3, the token. Shorter ones, Coffer's among them, are random
 * characters that only their server can check.
 */
final class VaultToken {
  private static final String PREFIX = "hvs.";
  private static final int CONSISTENT_CHARS_MIN = 90;
  private static final int VERSION_TAG = 1 << 3;
  private static final int HMAC_TAG = 2 << 3 | 2;
  private static final int TOKEN_TAG = 3 << 3 | 2;
  private static final int HMAC_BYTES = 32;

  private VaultToken() {}

  static Verdict check(byte[] secret) {
    String text = new String(secret, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(PREFIX) || text.length() - PREFIX.length() < CONSISTENT_CHARS_MIN) {
      return Verdict.UNKNOWN;
    }
    Optional<byte[]> bytes = Base64Text.decoded(text.substring(PREFIX.length()));
    return bytes.isPresent() && isSigned(new Fields(bytes.get())) ? Verdict.VALID : Verdict.INVALID;
  }

  private static boolean isSigned(Fields fields) {
    return fields.next() == VERSION_TAG
        && fields.varint() > 0
        && fields.next() == HMAC_TAG
        && fields.varint() == HMAC_BYTES
        && fields.skip(HMAC_BYTES)
        && fields.next() == TOKEN_TAG
        && fields.skip(fields.varint())
        && fields.atEnd();
  }
}
