/** The one contract test of every store, and the tests of the names' order. */
@NullMarked
package dev.coffer.server.storage;

import org.jspecify.annotations.NullMarked;
