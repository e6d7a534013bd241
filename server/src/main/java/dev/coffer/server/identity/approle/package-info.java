/**
 * AppRole: machines prove who they are by a role id and, mostly, a secret id (Vault API, AppRole).
 * Imports identity, identity.token, engine, gate, lease, barrier and below. Begin with {@link
 * dev.coffer.server.identity.approle.Approle}, then {@link
 * dev.coffer.server.identity.approle.ApproleLogin}.
 */
@NullMarked
package dev.coffer.server.identity.approle;

import org.jspecify.annotations.NullMarked;
