/**
 * What a rule set is, as data: rules, allowlists and the rules that a rule requires. Imports only
 * {@code checksum}. Begin with {@link dev.coffer.scanner.rule.RuleSet}.
 */
@NullMarked
package dev.coffer.scanner.rule;

import org.jspecify.annotations.NullMarked;
