package dev.coffer.server.storage;

/** A row with its key, as scans return it. */
public record Entry(Key key, Row row) {}
