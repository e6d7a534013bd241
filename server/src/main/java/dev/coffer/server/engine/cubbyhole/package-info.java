/**
 * A private place for each token, gone when the token is. Imports gate and what lies below. Begin
 * with {@link dev.coffer.server.engine.cubbyhole.CubbyholeEngine}.
 */
@NullMarked
package dev.coffer.server.engine.cubbyhole;

import org.jspecify.annotations.NullMarked;
