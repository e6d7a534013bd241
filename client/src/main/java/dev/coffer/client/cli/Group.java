package dev.coffer.client.cli;

import java.util.List;
import java.util.function.Supplier;

/**
 * Commands that share their first word, or one command alone. Its table is built only when it is
 * asked for: a start should cost what it uses.
 */
record Group(String name, String summary, Supplier<List<Command>> commands) {}
