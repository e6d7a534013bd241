/**
 * {@code coffer scan}, and the command lines of gitleaks, git-secrets and TruffleHog 2. Imports the
 * scanner, nothing of the server and nothing of the client: a scan starts nothing else. Begin with {@link
 * dev.coffer.app.scan.ScanCommand}.
 */
@NullMarked
package dev.coffer.app.scan;

import org.jspecify.annotations.NullMarked;
