/**
 * Puts a scan together: a source's work on some threads, what is known already left out, findings in
 * the order of the source. Imports every other room but {@code report}. Begin with {@link
 * dev.coffer.scanner.scan.Scan}.
 */
@NullMarked
package dev.coffer.scanner.scan;

import org.jspecify.annotations.NullMarked;
