/** What all ways to log in have in common, through the whole server. */
@NullMarked
package dev.coffer.server.identity;

import org.jspecify.annotations.NullMarked;
