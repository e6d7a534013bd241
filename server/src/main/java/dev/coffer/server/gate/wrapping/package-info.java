/**
 * Single-use envelopes: an answer is kept sealed, and a token opens it once. Imports gate (Answer,
 * WrapGrant), barrier and below. Begin with {@link dev.coffer.server.gate.wrapping.Wrapping}.
 */
@NullMarked
package dev.coffer.server.gate.wrapping;

import org.jspecify.annotations.NullMarked;
