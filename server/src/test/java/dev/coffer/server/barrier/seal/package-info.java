/** Tests of the ceremonies. */
@NullMarked
package dev.coffer.server.barrier.seal;

import org.jspecify.annotations.NullMarked;
