package dev.coffer.server.barrier;

import dev.coffer.kit.SecretBytes;
import dev.coffer.server.storage.Key;

/** A decrypted row with its key. */
public record OpenedEntry(Key key, SecretBytes value, long version) {}
