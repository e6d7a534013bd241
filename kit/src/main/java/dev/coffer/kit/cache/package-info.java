/** Bounded memory of what was made lately. Imports nothing of ours. */
@NullMarked
package dev.coffer.kit.cache;

import org.jspecify.annotations.NullMarked;
