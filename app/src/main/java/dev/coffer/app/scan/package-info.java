/**
 * {@code coffer scan}, and gitleaks' own command line. Imports the scanner, nothing of the server and
 * nothing of the client: a scan starts nothing else. Begin with {@link
 * dev.coffer.app.scan.ScanCommand}.
 */
@NullMarked
package dev.coffer.app.scan;

import org.jspecify.annotations.NullMarked;
