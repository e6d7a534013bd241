/** Known answers and properties of the primitives. */
@NullMarked
package dev.coffer.server.crypto;

import org.jspecify.annotations.NullMarked;
