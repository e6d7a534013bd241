/** What tests of the scanner use: rules and fragments in few words, repositories made on the spot. */
@NullMarked
package dev.coffer.scanner.fake;

import org.jspecify.annotations.NullMarked;
