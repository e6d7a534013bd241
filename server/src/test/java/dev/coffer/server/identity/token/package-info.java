/** Tests of tokens; {@link dev.coffer.server.identity.token.TokenHouse} is where they happen. */
@NullMarked
package dev.coffer.server.identity.token;

import org.jspecify.annotations.NullMarked;
