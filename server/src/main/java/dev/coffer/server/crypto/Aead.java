package dev.coffer.server.crypto;

import dev.coffer.kit.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM (NIST SP 800-38D) under one key. Whoever does not hold the key learns only the length
 * of what was sealed, and cannot make or change anything that opens.
 *
 * <p>Nonces are 96 random bits, so one key must not seal more than 2^32 times (SP 800-38D §8.3);
 * the owner of the key counts, and replaces it at {@link #USES_MAX}.
 *
 * <p>Any number of threads may use it. Every pooled cipher owns a copy of the key, so closing never
 * wipes bytes that another thread is reading: who holds a cipher at that moment finishes with it and
 * wipes it then.
 */
public final class Aead implements AutoCloseable {
  public static final int KEY_BYTES = 32;
  public static final int NONCE_BYTES = 12;
  public static final int TAG_BYTES = 16;

  /** By how much sealing lengthens a text that has no header. */
  public static final int OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

  /** Half the bound of the standard: the chance of a repeated nonce stays below 2^-35. */
  public static final long USES_MAX = 1L << 31;

  private final byte[] key; // Guarded by this.
  private final SecureRandom random;
  private final Pool<Engine> engines = new Pool<>();
  private volatile boolean closed;

  /** Keeps a copy of {@code key}, which has {@link #KEY_BYTES}. */
  public Aead(SecretBytes key, SecureRandom random) {
    if (key.size() != KEY_BYTES) {
      throw new IllegalArgumentException("the key must have " + KEY_BYTES + " bytes");
    }
    this.key = key.read(byte[]::clone);
    this.random = random;
  }

  /**
   * Encrypts, and binds the result to {@code header} and {@code associatedData}.
   *
   * @param header stands in front of the result as it is
   * @return header, nonce, encrypted text, tag
   * @throws KeyWiped after {@link #close}
   */
  public byte[] seal(byte[] header, byte[] associatedData, byte[] text) {
    byte[] sealed = new byte[header.length + OVERHEAD_BYTES + text.length];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    System.arraycopy(header, 0, sealed, 0, header.length);
    System.arraycopy(nonce, 0, sealed, header.length, NONCE_BYTES);
    Engine engine = take();
    try {
      Cipher cipher = engine.begin(Cipher.ENCRYPT_MODE, nonce, 0);
      cipher.updateAAD(header);
      cipher.updateAAD(associatedData);
      cipher.doFinal(text, 0, text.length, sealed, header.length + NONCE_BYTES);
      return sealed;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES-GCM does not encrypt", broken);
    } finally {
      giveBack(engine);
    }
  }

  /**
   * Decrypts what {@link #seal} made.
   *
   * @param headerBytes the length of the header in front
   * @return empty unless every bit of header, associated data and text is as it was sealed
   * @throws KeyWiped after {@link #close}
   */
  public Optional<SecretBytes> open(byte[] sealed, int headerBytes, byte[] associatedData) {
    int from = headerBytes + NONCE_BYTES;
    if (sealed.length < from + TAG_BYTES) {
      return Optional.empty();
    }
    Engine engine = take();
    try {
      Cipher cipher = engine.begin(Cipher.DECRYPT_MODE, sealed, headerBytes);
      cipher.updateAAD(sealed, 0, headerBytes);
      cipher.updateAAD(associatedData);
      return Optional.of(SecretBytes.owning(cipher.doFinal(sealed, from, sealed.length - from)));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("AES-GCM does not decrypt", broken);
    } finally {
      giveBack(engine);
    }
  }

  private Engine take() {
    if (closed) {
      throw new KeyWiped();
    }
    @Nullable Engine pooled = engines.take();
    return pooled == null ? newEngine() : pooled;
  }

  private synchronized Engine newEngine() {
    if (closed) {
      throw new KeyWiped();
    }
    return new Engine(key);
  }

  private void giveBack(Engine engine) {
    if (!engines.give(engine)) {
      engine.wipe();
    }
    if (closed) {
      engines.drain(Engine::wipe);
    }
  }

  /** Wipes the key; every later use is {@link KeyWiped}. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      Arrays.fill(key, (byte) 0);
    }
    engines.drain(Engine::wipe);
  }

  /** A cipher with its own copy of the key, used by one thread at a time. */
  private static final class Engine {
    private final AesKey key;
    private final Cipher cipher;

    Engine(byte[] keyBytes) {
      key = new AesKey(keyBytes.clone());
      try {
        cipher = Cipher.getInstance("AES/GCM/NoPadding");
      } catch (GeneralSecurityException missing) {
        throw new IllegalStateException("this Java has no AES-GCM", missing);
      }
    }

    Cipher begin(int mode, byte[] nonceHolder, int nonceAt) throws GeneralSecurityException {
      cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonceHolder, nonceAt, NONCE_BYTES));
      return cipher;
    }

    void wipe() {
      key.destroy();
      try {
        // Replaces the key schedule inside the cipher, as far as Java lets us.
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, new byte[NONCE_BYTES]));
      } catch (GeneralSecurityException broken) {
        throw new IllegalStateException("AES-GCM does not start", broken);
      }
    }
  }
}
