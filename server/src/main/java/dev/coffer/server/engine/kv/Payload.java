package dev.coffer.server.engine.kv;

import dev.coffer.kit.SecretBytes;

/** The secret itself, as it was written. Whoever holds it closes it. */
public record Payload(PayloadKind kind, SecretBytes bytes) implements AutoCloseable {
  /** A payload with more bytes is refused; a request's body is limited before. */
  public static final int BYTES_MAX = 32 << 20;

  @Override
  public void close() {
    bytes.close();
  }
}
