package dev.coffer.server.identity.mfa;

/** Base32 without padding (RFC 4648 §6), as authenticator apps read keys. */
final class Base32 {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  private Base32() {}

  static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int held = 0;
    int bits = 0;
    for (byte one : bytes) {
      held = (held << Byte.SIZE | (one & 0xff)) & 0xfff;
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(LETTERS.charAt(held >> bits & 0x1f));
      }
    }
    if (bits > 0) {
      text.append(LETTERS.charAt(held << (BITS - bits) & 0x1f));
    }
    return text.toString();
  }
}
