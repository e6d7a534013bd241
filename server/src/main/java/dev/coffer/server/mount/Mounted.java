package dev.coffer.server.mount;

import dev.coffer.server.engine.Engine;
import dev.coffer.server.storage.Expectation;

/**
 * Where a path leads.
 *
 * @param rest the path below the mount: {@code data/a} of {@code secret/data/a}
 * @param revision the mount table's row as it was read; work that depends on the mount expects it
 */
public record Mounted(Mount mount, Engine engine, String rest, Expectation revision) {}
