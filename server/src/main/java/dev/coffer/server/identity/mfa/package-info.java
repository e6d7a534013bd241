/**
 * Second factors at login: TOTP methods, which logins demand them, and the secrets of entities. Imports
 * identity.entity, gate, barrier and below. Begin with {@link
 * dev.coffer.server.identity.mfa.SecondFactors}, which every login asks; docs/identity.md explains the
 * design.
 */
@NullMarked
package dev.coffer.server.identity.mfa;

import org.jspecify.annotations.NullMarked;
