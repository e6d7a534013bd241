/**
 * Authenticated encryption, keyed hashes and random text over the JDK's primitives.
 * The floor: imports kit only. Begin with {@link dev.coffer.server.crypto.Aead}.
 */
@NullMarked
package dev.coffer.server.crypto;

import org.jspecify.annotations.NullMarked;
