package dev.coffer.server.crypto;

import dev.coffer.kit.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA-256 (RFC 2104) under one key: 32 bytes that nobody without the key can foretell or trace
 * back to the message. Any number of threads may use it.
 */
public final class Hmac implements AutoCloseable {
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key; // Guarded by this.
  private final Pool<Mac> macs = new Pool<>();
  private volatile boolean closed;

  /** Keeps a copy of {@code key}, of 1 byte or more. */
  public Hmac(SecretBytes key) {
    this.key = key.read(byte[]::clone);
  }

  /**
   * The keyed hash of {@code message}.
   *
   * @throws KeyWiped after {@link #close}
   */
  public byte[] of(byte[] message) {
    if (closed) {
      throw new KeyWiped();
    }
    @Nullable Mac pooled = macs.take();
    Mac mac = pooled == null ? newMac() : pooled;
    byte[] hash = mac.doFinal(message);
    macs.give(mac);
    if (closed) {
      macs.drain(_ -> {});
    }
    return hash;
  }

  private synchronized Mac newMac() {
    if (closed) {
      throw new KeyWiped();
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no HMAC-SHA-256", missing);
    }
  }

  /** Wipes the key and lets go of its Macs. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      Arrays.fill(key, (byte) 0);
    }
    macs.drain(_ -> {});
  }
}
