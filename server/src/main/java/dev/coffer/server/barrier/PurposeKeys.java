package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.crypto.Hmac;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The purpose keys read since the unsealing. */
final class PurposeKeys implements AutoCloseable {
  /** Purposes are constants in the code of other rooms: there are few. */
  private static final int PURPOSES_MAX = 64;

  private final Map<String, SecretBytes> keys = new HashMap<>(); // Guarded by this.
  private final Map<String, Hmac> macs = new ConcurrentHashMap<>();
  private boolean closed; // Guarded by this.

  /** A copy. */
  synchronized Optional<SecretBytes> key(String purpose) {
    @Nullable SecretBytes known = keys.get(purpose);
    return Optional.ofNullable(known).map(SecretBytes::copy);
  }

  Optional<Hmac> mac(String purpose) {
    @Nullable Hmac known = macs.get(purpose);
    return Optional.ofNullable(known);
  }

  /** Keeps a copy. */
  synchronized void remember(String purpose, SecretBytes key) {
    if (!closed && keys.size() < PURPOSES_MAX && !keys.containsKey(purpose)) {
      keys.put(purpose, key.copy());
      macs.put(purpose, new Hmac(key));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    keys.values().forEach(SecretBytes::close);
    macs.values().forEach(Hmac::close);
    keys.clear();
    macs.clear();
  }
}
