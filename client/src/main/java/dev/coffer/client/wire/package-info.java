/**
 * One HTTP/1.1 exchange at a time over a socket, TLS or a UNIX socket. Own code, because the JDK's
 * clients either lack the verbs LIST and PATCH or cost a command line half a second of start-up.
 * Imports {@code kit} only. Begin with {@link dev.coffer.client.wire.Transport}.
 */
@NullMarked
package dev.coffer.client.wire;

import org.jspecify.annotations.NullMarked;
