/**
 * Calls that the server itself makes over HTTPS: keys of token issuers, reviews by a cluster, cloud
 * identity. One way for all of them, with limits on time and size, without redirects, and to no
 * address inside the operator's own networks that the configuration does not allow (checklist J).
 * Imports kit. Begin with {@link dev.coffer.server.outgoing.Outgoing}.
 */
@NullMarked
package dev.coffer.server.outgoing;

import org.jspecify.annotations.NullMarked;
