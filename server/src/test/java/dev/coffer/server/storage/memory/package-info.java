/** The contract test, run against the store in memory. */
@NullMarked
package dev.coffer.server.storage.memory;

import org.jspecify.annotations.NullMarked;
