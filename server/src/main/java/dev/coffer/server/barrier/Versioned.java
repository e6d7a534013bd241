package dev.coffer.server.barrier;

/** A decoded row and the version it had. */
public record Versioned<T>(T value, long version) {}
