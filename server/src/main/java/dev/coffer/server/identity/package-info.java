/**
 * Evidence → {@link dev.coffer.server.gate.Caller}: one package for each way to prove who one is.
 * Imports gate, lease, barrier and below; the methods know nothing of each other except {@code
 * token}, which all of them issue. Begin with {@link dev.coffer.server.identity.token.TokenStore}.
 */
@NullMarked
package dev.coffer.server.identity;

import org.jspecify.annotations.NullMarked;
