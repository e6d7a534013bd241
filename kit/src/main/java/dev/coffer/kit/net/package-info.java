/** Addresses and blocks of them, as numbers: no name is ever looked up. Imports the JDK alone. */
@NullMarked
package dev.coffer.kit.net;

import org.jspecify.annotations.NullMarked;
