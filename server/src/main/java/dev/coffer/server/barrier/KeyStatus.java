package dev.coffer.server.barrier;

import java.time.Instant;

/**
 * The data key that seals now.
 *
 * @param term its number, from 1
 * @param uses how often it may have been used: never too low, also after a crash
 */
public record KeyStatus(int term, Instant installed, long uses) {}
