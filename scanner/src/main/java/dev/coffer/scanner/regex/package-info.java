/**
 * Go's regular expressions (RE2 syntax) with Go's meaning: {@link dev.coffer.scanner.regex.GoParser}
 * reads a pattern or refuses what Go refuses, {@link dev.coffer.scanner.regex.Regex} is the pattern
 * ready to search, {@link dev.coffer.scanner.regex.Anchors} tells which words every match contains.
 * Imports nothing of the scanner. Only this room imports RE2/J.
 */
@NullMarked
package dev.coffer.scanner.regex;

import org.jspecify.annotations.NullMarked;
