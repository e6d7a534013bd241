/**
 * Signed tokens of others (JWT, RFC 7519): what they are, whose keys signed them, when they count.
 * Signatures are the JDK's; the text is read once, by our own strict JSON reader, so that nobody
 * can make two readers see two tokens. Nothing here signs. Imports outgoing and below. Begin with
 * {@link dev.coffer.server.identity.jose.Jwt}.
 */
@NullMarked
package dev.coffer.server.identity.jose;

import org.jspecify.annotations.NullMarked;
