/**
 * Operations of the server itself that belong to no mount, and the clockwork that drives what
 * happens without a request. Imports mount and what lies below. Begin with {@link
 * dev.coffer.server.system.Clockwork}.
 */
@NullMarked
package dev.coffer.server.system;

import org.jspecify.annotations.NullMarked;
