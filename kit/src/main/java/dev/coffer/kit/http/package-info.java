/**
 * What comes back over HTTP/1.1 (RFC 9112), for those of us that are clients: the program's commands,
 * and the server where it calls others. Imports the JDK and {@code kit}. Begin with {@link
 * dev.coffer.kit.http.ResponseReader}.
 */
@NullMarked
package dev.coffer.kit.http;

import org.jspecify.annotations.NullMarked;
