/**
 * Finds secrets in fragments: one automaton looks for all words of all rules at once, and a rule's
 * pattern is tried only where one of its words stands. Imports {@code decode}, {@code rule} and
 * {@code regex}. Begin with {@link dev.coffer.scanner.engine.Detector}.
 */
@NullMarked
package dev.coffer.scanner.engine;

import org.jspecify.annotations.NullMarked;
