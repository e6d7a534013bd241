/**
 * Writes findings down: the four report formats of gitleaks, key for key, and lines for a terminal.
 * Imports only what every room speaks of. Begin with {@link dev.coffer.scanner.report.Report}.
 */
@NullMarked
package dev.coffer.scanner.report;

import org.jspecify.annotations.NullMarked;
