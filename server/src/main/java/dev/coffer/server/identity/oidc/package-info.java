/**
 * Identity tokens: JWTs in which this server says who an entity is, and the keys to check them by. Imports
 * identity, identity.jose, identity.entity, gate, barrier and below. Begin with {@link
 * dev.coffer.server.identity.oidc.IdentityTokens}; docs/identity.md explains the design.
 */
@NullMarked
package dev.coffer.server.identity.oidc;

import org.jspecify.annotations.NullMarked;
