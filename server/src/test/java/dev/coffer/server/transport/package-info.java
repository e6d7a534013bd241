/** Tests of the listeners over real sockets. */
@NullMarked
package dev.coffer.server.transport;

import org.jspecify.annotations.NullMarked;
