/**
 * Black-box tests of the program as its users start it. Begin with {@link
 * dev.coffer.app.ServerProcess}.
 */
@NullMarked
package dev.coffer.app;

import org.jspecify.annotations.NullMarked;
