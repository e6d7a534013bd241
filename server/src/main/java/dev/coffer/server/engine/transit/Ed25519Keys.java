package dev.coffer.server.engine.transit;

import dev.coffer.kit.SecretBytes;
import java.util.Arrays;

/** The raw forms of Ed25519 keys (RFC 8032), which in DER stand behind a fixed head (RFC 8410). */
final class Ed25519Keys {
  static final int SEED_BYTES = 32;
  private static final int PUBLIC_BYTES = 32;

  private Ed25519Keys() {}

  /** Go's form of the private key. */
  static SecretBytes seedAndPublicKey(KeyVersion version) {
    byte[] both = new byte[SEED_BYTES + PUBLIC_BYTES];
    version.material().read(
        pkcs8 -> {
          System.arraycopy(pkcs8, pkcs8.length - SEED_BYTES, both, 0, SEED_BYTES);
          return both;
        });
    byte[] raw = rawPublicKey(version.publicKey().orElseThrow());
    System.arraycopy(raw, 0, both, SEED_BYTES, PUBLIC_BYTES);
    return SecretBytes.owning(both);
  }

  static byte[] rawPublicKey(byte[] spki) {
    return Arrays.copyOfRange(spki, spki.length - PUBLIC_BYTES, spki.length);
  }
}
