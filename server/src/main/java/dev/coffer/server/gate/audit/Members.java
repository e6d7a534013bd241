package dev.coffer.server.gate.audit;

/**
 * Members of a record, written before, for the two places where one thing is told: a caller in {@code
 * auth} and {@code request}, a mount in {@code request} and {@code response}.
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record Members(byte[] first, byte[] second) {}
