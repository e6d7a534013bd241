/**
 * Finds and opens what is encoded in a text: percent signs, Unicode escapes, hexadecimal and base64,
 * as gitleaks reads them. Imports nothing of the scanner. Begin with {@link
 * dev.coffer.scanner.decode.Decoder}.
 */
@NullMarked
package dev.coffer.scanner.decode;

import org.jspecify.annotations.NullMarked;
