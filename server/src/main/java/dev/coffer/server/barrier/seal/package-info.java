/**
 * How the barrier is sealed and unsealed: where the root key comes from, and the ceremonies of
 * people who hold shares of it. Imports barrier, storage, crypto, failure. Begin with {@link
 * dev.coffer.server.barrier.seal.SealControl}; docs/seals.md explains the choices.
 */
@NullMarked
package dev.coffer.server.barrier.seal;

import org.jspecify.annotations.NullMarked;
