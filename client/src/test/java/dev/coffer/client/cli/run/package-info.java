/** Tests of {@code coffer run} and {@code download}. */
@NullMarked
package dev.coffer.client.cli.run;

import org.jspecify.annotations.NullMarked;
