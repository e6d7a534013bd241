/**
 * User names and passwords (Vault API, userpass). The only room that imports Bouncy Castle, for
 * Argon2id. Imports identity, identity.token, engine, gate, lease, barrier and below. Begin with
 * {@link dev.coffer.server.identity.userpass.Userpass}.
 */
@NullMarked
package dev.coffer.server.identity.userpass;

import org.jspecify.annotations.NullMarked;
