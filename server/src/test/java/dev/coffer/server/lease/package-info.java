/** Tests of leases. */
@NullMarked
package dev.coffer.server.lease;

import org.jspecify.annotations.NullMarked;
