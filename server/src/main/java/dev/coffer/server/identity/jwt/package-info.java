/**
 * Logins with signed tokens of others (Vault's {@code jwt} and {@code oidc}): by a token that the caller has, or by
 * sending a person to their provider and back. Imports identity, identity.jose and below. Begin with
 * {@link dev.coffer.server.identity.jwt.JwtMethod}.
 */
@NullMarked
package dev.coffer.server.identity.jwt;

import org.jspecify.annotations.NullMarked;
