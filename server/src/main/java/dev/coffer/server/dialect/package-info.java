/**
 * What a dialect gets from a socket and gives back, free of any web server: {@link
 * dev.coffer.server.dialect.WireRequest} in, {@link dev.coffer.server.dialect.WireResponse} out. The
 * dialects themselves live in packages of their own below this one and never import each other.
 * Imports failure and kit. Begin with {@link dev.coffer.server.dialect.Dialect}.
 */
@NullMarked
package dev.coffer.server.dialect;

import org.jspecify.annotations.NullMarked;
