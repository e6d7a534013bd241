/** Tests of audit devices and their records. */
@NullMarked
package dev.coffer.server.gate.audit;

import org.jspecify.annotations.NullMarked;
