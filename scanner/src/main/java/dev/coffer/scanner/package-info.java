/**
 * What every room of the scanner speaks of: a {@link dev.coffer.scanner.Fragment} of text that was
 * read somewhere, and a {@link dev.coffer.scanner.Finding} in it. Everything the scanner reads is
 * hostile input. Imports nothing of the scanner.
 *
 * <p>The rooms, top to bottom: {@code scan} puts a scan together, {@code walk} finds fragments, {@code engine} finds secrets in them,
 * {@code decode} opens encodings, {@code config} reads rules, {@code rule} is what a rule is,
 * {@code regex} gives Go's regular expressions their meaning; {@code report} writes findings down, {@code validate} asks whether they work.
 */
@NullMarked
package dev.coffer.scanner;

import org.jspecify.annotations.NullMarked;
