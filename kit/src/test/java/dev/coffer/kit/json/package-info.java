/** Tests of the JSON reader. */
@NullMarked
package dev.coffer.kit.json;

import org.jspecify.annotations.NullMarked;
