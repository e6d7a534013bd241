/**
 * Issued things that end: their rows, their order by time, and taking them back. A lease stores the
 * name of a {@link dev.coffer.server.lease.Revoker} and data only that one understands; the room
 * knows no engine and no permit. Imports barrier and below. Begin with {@link
 * dev.coffer.server.lease.LeaseBook} (the rows) and {@link dev.coffer.server.lease.LeaseRevocations}
 * (their end).
 */
@NullMarked
package dev.coffer.server.lease;

import org.jspecify.annotations.NullMarked;
