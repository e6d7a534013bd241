/** Hand-written stand-ins that tests of several rooms share. */
@NullMarked
package dev.coffer.server.fake;

import org.jspecify.annotations.NullMarked;
