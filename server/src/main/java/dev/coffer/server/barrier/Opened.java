package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;

/** A decrypted row. Whoever reads it closes the value. */
public record Opened(SecretBytes value, long version) {}
