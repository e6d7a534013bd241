/** Tests of the clockwork and the desk of policies. */
@NullMarked
package dev.coffer.server.system;

import org.jspecify.annotations.NullMarked;
