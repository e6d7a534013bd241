/**
 * Asks the provider of a token whether it still works. Off unless the user asks for it: it sends secrets,
 * each to its own provider's address or to the one that the user configured, and nowhere else. Imports only
 * what every room speaks of, and {@code kit} for JSON. Begin with {@link
 * dev.coffer.scanner.validate.Validator}.
 */
@NullMarked
package dev.coffer.scanner.validate;

import org.jspecify.annotations.NullMarked;
