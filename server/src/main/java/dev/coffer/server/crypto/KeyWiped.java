package dev.coffer.server.crypto;

/** The key was closed before this use of it began. Nothing was encrypted, decrypted or hashed. */
public final class KeyWiped extends RuntimeException {
  KeyWiped() {
    super("the key was wiped", null, false, false);
  }
}
