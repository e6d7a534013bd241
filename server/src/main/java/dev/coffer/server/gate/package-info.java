/**
 * The one door: who asks, may they, record it before and after. Imports policy, audit, lease,
 * barrier and what lies below; is handed the work as a function. Begin with {@link
 * dev.coffer.server.gate.Ask}.
 */
@NullMarked
package dev.coffer.server.gate;

import org.jspecify.annotations.NullMarked;
