/**
 * Durations and instants in the words of the wire. The clock itself is a {@link
 * java.time.InstantSource} that Assembly hands out; nobody else asks for the time.
 */
@NullMarked
package dev.coffer.kit.time;

import org.jspecify.annotations.NullMarked;
