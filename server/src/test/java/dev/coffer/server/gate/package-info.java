/**
 * Tests of the gate, and {@link dev.coffer.server.gate.Permits}, the only other maker of permits.
 */
@NullMarked
package dev.coffer.server.gate;

import org.jspecify.annotations.NullMarked;
