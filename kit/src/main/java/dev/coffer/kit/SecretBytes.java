package dev.coffer.kit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Bytes that are never printed, are compared in constant time, and are wiped on close.
 *
 * <p>One owner closes them; they hold no lock, so an owner that shares them between threads guards
 * them itself. The wipe is best effort: the JVM may have copied the array before (SECURITY.md).
 */
public final class SecretBytes implements AutoCloseable {
  private final byte[] bytes;
  private volatile boolean wiped;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Takes ownership: the caller must not use {@code bytes} afterwards. */
  public static SecretBytes owning(byte[] bytes) {
    return new SecretBytes(bytes);
  }

  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  public static SecretBytes ofText(String text) {
    return new SecretBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Lends the bytes; the reader must neither keep nor change them. */
  public <R> R read(Function<byte[], R> reader) {
    if (wiped) {
      throw new IllegalStateException("secret used after wipe");
    }
    return reader.apply(bytes);
  }

  public SecretBytes copy() {
    return read(SecretBytes::copyOf);
  }

  /** The length in bytes. */
  public int size() {
    return bytes.length;
  }

  public boolean sameAs(SecretBytes other) {
    return read(mine -> other.read(theirs -> MessageDigest.isEqual(mine, theirs)));
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
    wiped = true;
  }

  @Override
  public String toString() {
    return "SecretBytes[" + bytes.length + "]";
  }
}
