package dev.coffer.server.crypto;

import java.security.SecureRandom;

/** Gives the bytes a known answer was made with, and then fails. */
final class FixedRandom extends SecureRandom {
  private final byte[] fixed;
  private int at;

  FixedRandom(byte[] fixed) {
    this.fixed = fixed.clone();
  }

  @Override
  public void nextBytes(byte[] bytes) {
    System.arraycopy(fixed, at, bytes, 0, bytes.length);
    at += bytes.length;
  }
}
