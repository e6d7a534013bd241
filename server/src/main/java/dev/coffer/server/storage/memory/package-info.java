/**
 * A store in memory, for dev servers and tests: the contract of {@link dev.coffer.server.storage.Store}
 * without the disk. Imports storage only. Begin with {@link
 * dev.coffer.server.storage.memory.MemoryStore}.
 */
@NullMarked
package dev.coffer.server.storage.memory;

import org.jspecify.annotations.NullMarked;
