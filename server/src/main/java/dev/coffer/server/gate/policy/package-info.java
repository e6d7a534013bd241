/**
 * Rules on paths → {@link dev.coffer.server.gate.policy.Decision}, as Vault evaluates them: parsing,
 * compiling and deciding are pure functions, and {@link dev.coffer.server.gate.policy.PolicyStore}
 * keeps the texts. Imports barrier and below, and kit.hcl. Begin with {@link
 * dev.coffer.server.gate.policy.Acl}.
 */
@NullMarked
package dev.coffer.server.gate.policy;

import org.jspecify.annotations.NullMarked;
