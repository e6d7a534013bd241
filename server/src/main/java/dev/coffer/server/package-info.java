/**
 * Where the house is put together. {@link dev.coffer.server.Assembly} makes every object, by hand, in
 * order; read it from top to bottom. May import every room.
 */
@NullMarked
package dev.coffer.server;

import org.jspecify.annotations.NullMarked;
