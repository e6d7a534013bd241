package dev.coffer.server.mount;

/** A mount that moved, with full paths: {@code secret/}, {@code auth/approle/}. */
public record Remount(String id, String from, String to) {}
