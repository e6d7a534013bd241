package dev.coffer.scanner.checksum;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A private key in PEM: base64 of DER (a SEQUENCE, so 0x30 and its length first), of OpenSSH's own
 * format, or of an encrypted key of the old style, whose headers say so. In a program's text line
 * ends may stand there as {@code \n}, and its lines may be joined by plus signs.
 */
final class PemKey {
  private static final String OPENSSH_MAGIC = "openssh-key-v1\0";
  private static final String HEADER_OF_ENCRYPTED = "Proc-Type:";
  private static final String LABEL_END = "KEY-----";
  private static final int SEQUENCE = 0x30;
  private static final int LONG_LENGTH = 0x80;

  private PemKey() {}

  static Verdict check(byte[] secret) {
    String text = new String(secret, StandardCharsets.ISO_8859_1);
    if (text.contains("PGP") || text.contains(HEADER_OF_ENCRYPTED)) {
      return Verdict.UNKNOWN;
    }
    int start = text.indexOf(LABEL_END) + LABEL_END.length();
    int end = text.lastIndexOf("-----END");
    if (start < LABEL_END.length() || end < start) {
      return Verdict.INVALID;
    }
    String body =
        text.substring(start, end)
            .replaceAll("\\\\[nrt]", "")
            .replaceAll("[\"']\\s*\\+\\s*[\"']", "")
            .replaceAll("[^0-9A-Za-z+/=]", "");
    Optional<byte[]> bytes = Base64Text.decoded(body);
    return bytes.isPresent() && isKey(bytes.get()) ? Verdict.VALID : Verdict.INVALID;
  }

  private static boolean isKey(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).startsWith(OPENSSH_MAGIC)
        || isOneSequence(bytes);
  }

  /** The outermost SEQUENCE is as long as the text: nothing is missing and nothing follows. */
  private static boolean isOneSequence(byte[] der) {
    Fields fields = new Fields(der);
    if (fields.next() != SEQUENCE) {
      return false;
    }
    int first = fields.next();
    int length = first;
    if (first > LONG_LENGTH) {
      length = 0;
      for (int i = 0; i < first - LONG_LENGTH && i < 3; i++) {
        length = length << 8 | fields.next();
      }
    }
    return fields.skip(length) && fields.atEnd();
  }
}
