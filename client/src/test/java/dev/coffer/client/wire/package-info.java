/** Tests of the client's own HTTP. */
@NullMarked
package dev.coffer.client.wire;

import org.jspecify.annotations.NullMarked;
