package dev.coffer.server.storage;

import java.util.Arrays;

/**
 * Sealed bytes, the only thing a store takes. Made by the barrier when it seals and by a store when
 * it reads; ArrowsTest refuses every other maker.
 */
public final class Ciphertext {
  private final byte[] bytes;

  private Ciphertext(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes ownership of {@code bytes}. */
  public static Ciphertext owning(byte[] bytes) {
    return new Ciphertext(bytes);
  }

  /** The bytes themselves, not a copy: readers must not change them. */
  public byte[] bytes() {
    return bytes;
  }

  public boolean sameAs(Ciphertext other) {
    return Arrays.equals(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return "Ciphertext[" + bytes.length + "]";
  }
}
