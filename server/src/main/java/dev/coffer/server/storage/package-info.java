/**
 * An ordered, durable map of {@link dev.coffer.server.storage.Ciphertext}: snapshots to read, batches
 * to write. Knows nothing of what the rows mean. Imports crypto and failure only. Begin with {@link
 * dev.coffer.server.storage.Store}.
 */
@NullMarked
package dev.coffer.server.storage;

import org.jspecify.annotations.NullMarked;
