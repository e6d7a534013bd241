/** Tests of how answers are printed. */
@NullMarked
package dev.coffer.client.cli.output;

import org.jspecify.annotations.NullMarked;
