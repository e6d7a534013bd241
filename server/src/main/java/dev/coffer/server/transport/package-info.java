/**
 * Sockets, TLS and limits: the only room that imports the web server (Helidon). It knows no path, no
 * token and no secret; it hands a {@link dev.coffer.server.dialect.WireRequest} to a dialect and
 * writes what comes back. Begin with {@link dev.coffer.server.transport.WireServer}.
 */
@NullMarked
package dev.coffer.server.transport;

import org.jspecify.annotations.NullMarked;
