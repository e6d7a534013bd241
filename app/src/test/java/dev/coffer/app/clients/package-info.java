/** Unmodified clients against a server that was started as its users start it. */
@NullMarked
package dev.coffer.app.clients;

import org.jspecify.annotations.NullMarked;
