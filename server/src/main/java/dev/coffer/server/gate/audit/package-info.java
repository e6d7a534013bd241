/**
 * The append-only record of every request: Vault's format, values only as keyed hashes, fails
 * closed. {@link dev.coffer.server.gate.audit.AuditBroker} formats for each enabled device, {@link
 * dev.coffer.server.gate.audit.GroupCommit} writes many records with one call. Imports gate (the
 * records Ask, Caller, Answer), barrier and below. Begin with {@link
 * dev.coffer.server.gate.audit.AuditBroker}.
 */
@NullMarked
package dev.coffer.server.gate.audit;

import org.jspecify.annotations.NullMarked;
