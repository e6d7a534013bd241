/**
 * Tokens: their text, their rows, what they may become and how they end. Imports gate, lease, barrier
 * and below. Begin with {@link dev.coffer.server.identity.token.TokenStore}, which turns a token
 * into a {@link dev.coffer.server.gate.Caller}; docs/tokens-and-leases.md explains the design.
 */
@NullMarked
package dev.coffer.server.identity.token;

import org.jspecify.annotations.NullMarked;
