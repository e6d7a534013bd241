/** Tests of the calls that the server makes. */
@NullMarked
package dev.coffer.server.outgoing;

import org.jspecify.annotations.NullMarked;
