/**
 * The default rules of the scanner and where they come from. {@link
 * dev.coffer.scanner.rules.DefaultRules} gathers them, a file a field of business; {@link
 * dev.coffer.scanner.rules.ProviderRule} has the two constructions that nearly all are made by;
 * {@link dev.coffer.scanner.rules.RulesFile} writes {@code default.toml}, which is what the scanner
 * reads. Imports {@code checksum}. Begin at {@code ProviderRule}.
 */
@NullMarked
package dev.coffer.scanner.rules;

import org.jspecify.annotations.NullMarked;
