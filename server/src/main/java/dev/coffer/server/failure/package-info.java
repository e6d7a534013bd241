/**
 * What can go wrong, in one sealed type, and the one exception that carries it. The floor: imports
 * nothing of the server. Begin with {@link dev.coffer.server.failure.Failure}.
 */
@NullMarked
package dev.coffer.server.failure;

import org.jspecify.annotations.NullMarked;
