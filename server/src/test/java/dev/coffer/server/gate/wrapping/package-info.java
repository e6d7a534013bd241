/** Tests of envelopes. */
@NullMarked
package dev.coffer.server.gate.wrapping;

import org.jspecify.annotations.NullMarked;
