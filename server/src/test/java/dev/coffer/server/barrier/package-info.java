/** Tests of the encryption wall. */
@NullMarked
package dev.coffer.server.barrier;

import org.jspecify.annotations.NullMarked;
