package dev.coffer.server.gate;

import java.time.Duration;

/** A lease in an answer; its id may be empty where only the duration is told (KV version 1). */
public record LeaseGrant(String id, Duration duration, boolean renewable) {}
