/**
 * The encryption wall: secret bytes in, {@link dev.coffer.server.storage.Ciphertext} out, under a
 * keyring that a seal protects. Imports storage, crypto, failure. Begin with {@link
 * dev.coffer.server.barrier.Barrier}, then {@link dev.coffer.server.barrier.KeyringBarrier}. The bytes
 * are in docs/format.md.
 */
@NullMarked
package dev.coffer.server.barrier;

import org.jspecify.annotations.NullMarked;
