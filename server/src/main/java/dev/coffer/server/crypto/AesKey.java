package dev.coffer.server.crypto;

import java.util.Arrays;
import javax.crypto.SecretKey;

/** Key bytes that can be wiped, which those of the JDK's SecretKeySpec cannot. Used by one thread at a time. */
final class AesKey implements SecretKey {
  private final transient byte[] bytes;

  /** Takes ownership of {@code bytes}. */
  AesKey(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public String getAlgorithm() {
    return "AES";
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  /** A copy: the JDK's cipher wipes what it gets here. */
  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  @Override
  public void destroy() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "AesKey";
  }
}
