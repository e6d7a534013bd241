package dev.coffer.server.dialect.vault;

/** The engine of routes that are already bound to theirs: those of {@code sys/} and {@code auth/token/}. */
public record Sys() {}
