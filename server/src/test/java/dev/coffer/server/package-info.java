/** Tests of the assembled house. Begin with {@link dev.coffer.server.ArrowsTest}. */
@NullMarked
package dev.coffer.server;

import org.jspecify.annotations.NullMarked;
