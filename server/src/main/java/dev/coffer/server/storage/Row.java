package dev.coffer.server.storage;

/**
 * A stored value.
 *
 * @param version the position of the commit that wrote it: positive, growing, never used again,
 *     also after the row was deleted
 */
public record Row(Ciphertext value, long version) {}
