/** What the gate is handed, played by hand: every step is written to one list. */
@NullMarked
package dev.coffer.server.gate.fake;

import org.jspecify.annotations.NullMarked;
