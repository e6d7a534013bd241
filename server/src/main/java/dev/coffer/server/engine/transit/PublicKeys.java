package dev.coffer.server.engine.transit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Public keys as Vault tells them: PEM, and for Ed25519 the raw key in base64. */
public final class PublicKeys {
  private static final int PEM_LINE = 64;

  private PublicKeys() {}

  public static String text(KeyType type, byte[] spki) {
    return type.family() == KeyType.Family.EDDSA
        ? Base64.getEncoder().encodeToString(Ed25519Keys.rawPublicKey(spki))
        : pem("PUBLIC KEY", spki);
  }

  /** RFC 7468. */
  static String pem(String label, byte[] der) {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(PEM_LINE, newline).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
