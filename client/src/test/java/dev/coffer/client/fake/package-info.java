/** Hand-written stand-ins for what the client talks to. */
@NullMarked
package dev.coffer.client.fake;

import org.jspecify.annotations.NullMarked;
