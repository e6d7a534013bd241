/**
 * The single program. {@link dev.coffer.app.Main} tells the one command that needs the server from
 * those that only talk to one; it may import everything, but a client command must load none of the
 * server's classes.
 */
@NullMarked
package dev.coffer.app;

import org.jspecify.annotations.NullMarked;
