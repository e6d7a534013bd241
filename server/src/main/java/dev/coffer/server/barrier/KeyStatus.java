package dev.coffer.server.barrier;

import java.time.Instant;

/**
 * The data key that seals now.
 *
 * @param term its number, from 1
 * @param uses how often it was used, as far as is known: what a node spent of its last reservation
 *     before it stopped is missing; the limit counts all that was reserved
 */
public record KeyStatus(int term, Instant installed, long uses) {}
