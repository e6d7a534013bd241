package dev.coffer.scanner.checksum;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A macaroon of version 2 behind {@code pypi-}: the version's byte, then sections of fields (type,
 * length, content), each closed by a zero byte; an empty section closes them all, and the signature
 * comes last.
 */
final class Macaroon {
  private static final String PREFIX = "pypi-";
  private static final int VERSION = 2;
  private static final int END_OF_SECTION = 0;
  private static final int SIGNATURE = 6;
  private static final int SIGNATURE_BYTES = 32;

  private Macaroon() {}

  static Verdict check(byte[] secret) {
    String text = new String(secret, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(PREFIX)) {
      return Verdict.INVALID;
    }
    Optional<byte[]> bytes = Base64Text.decoded(text.substring(PREFIX.length()));
    return bytes.isPresent() && isWhole(new Fields(bytes.get())) ? Verdict.VALID : Verdict.INVALID;
  }

  private static boolean isWhole(Fields fields) {
    if (fields.next() != VERSION) {
      return false;
    }
    boolean sectionIsEmpty = false;
    while (!sectionIsEmpty) {
      sectionIsEmpty = true;
      int type = fields.next();
      while (type != END_OF_SECTION) {
        if (type < 0 || !fields.skip(fields.varint())) {
          return false;
        }
        sectionIsEmpty = false;
        type = fields.next();
      }
    }
    return fields.next() == SIGNATURE
        && fields.varint() == SIGNATURE_BYTES
        && fields.skip(SIGNATURE_BYTES)
        && fields.atEnd();
  }
}
