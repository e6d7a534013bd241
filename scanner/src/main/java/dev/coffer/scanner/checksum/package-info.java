/**
 * Which candidates can be what they look like: many tokens carry a checksum or a structure of their
 * own. {@link dev.coffer.scanner.checksum.TokenFormat} lists the formats with the documentation of
 * each; a rule of {@code default.toml} names its format under {@code checksum}. Secrets come in as
 * bytes and never leave. Imports only {@code kit}. Begin at {@code TokenFormat}.
 */
@NullMarked
package dev.coffer.scanner.checksum;

import org.jspecify.annotations.NullMarked;
