package dev.coffer.scanner.walk;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Which files are programs, archives, documents or fonts by their first bytes, and are not searched;
 * gitleaks passes over the same ones. Pictures, sound and whatever is not known are searched.
 */
final class FileKind {
  /** Bytes that a kind of file has at a place. */
  @SuppressWarnings("ArrayRecordComponent") // read only, never compared
  private record Signature(int at, byte[] bytes) {
    boolean fits(byte[] head, int length) {
      if (length < at + bytes.length) {
        return false;
      }
      for (int index = 0; index < bytes.length; index++) {
        if (head[at + index] != bytes[index]) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Signature> BINARY =
      List.of(
          text(0, "PK\003\004"),
          text(0, "PK\005\006"),
          text(0, "PK\007\010"),
          text(0, "\037\213\010"),
          text(0, "BZh"),
          text(0, "\3757zXZ\0"),
          text(0, "7z\274\257\047\034"),
          text(0, "Rar!\032\007\000"),
          text(0, "Rar!\032\007\001"),
          text(0, "(\265/\375"),
          text(0, "\037\240"),
          text(0, "\037\235"),
          text(0, "LZIP"),
          text(257, "ustar"),
          text(0, "!<arch>"),
          text(0, "MSCF"),
          text(0, "ISc("),
          text(0, "Cr24"),
          text(32_769, "CD001"),
          text(128, "DICM"),
          text(0, "%PDF"),
          text(0, "%!"),
          text(0, "{\\rtf"),
          text(0, "\177ELF"),
          text(0, "MZ"),
          text(0, "\312\376\272\276"),
          text(0, "\376\355\372\316"),
          text(0, "\376\355\372\317"),
          text(0, "\316\372\355\376"),
          text(0, "\317\372\355\376"),
          text(0, "\0asm\001\0\0\0"),
          text(0, "SQLi"),
          text(0, "CWS"),
          text(0, "FWS"),
          text(0, "NES\032"),
          text(0, "wOFF\0\001\0\0"),
          text(0, "wOF2\0\001\0\0"),
          text(0, "\0\001\0\0\0"),
          text(0, "OTTO\0"));

  private FileKind() {}

  private static Signature text(int at, String bytes) {
    return new Signature(at, bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  static boolean isBinary(byte[] head, int length) {
    for (Signature one : BINARY) {
      if (one.fits(head, length)) {
        return true;
      }
    }
    return text(0, "\355\253\356\333").fits(head, length) && length > 96;
  }
}
