/**
 * Names and passwords that a directory checks (Vault API, LDAP). The only room that imports the
 * UnboundID LDAP SDK. Imports identity, identity.token, engine, gate, lease, barrier and below. Begin
 * with {@link dev.coffer.server.identity.ldap.Ldap}.
 */
@NullMarked
package dev.coffer.server.identity.ldap;

import org.jspecify.annotations.NullMarked;
